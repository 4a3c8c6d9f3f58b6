using System.Globalization;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class DeterminismTests
{
    public static TheoryData<Func<object>> Operations =>
    [
        new Func<object>(() => RenderClaim.Render(Sample.Claim()).Value!),
        new Func<object>(() => ReadAssignments.Read(Sample.Assignments()).Value!),
        new Func<object>(() => ReadAssignments.Read(Sample.Assignments(new Objection(ObjectionCode.HasGrantedLines, "100200304"))).Value!),
        new Func<object>(() => ReadAnswer.Read(new(Sample.Bytes("wmo325-partly.xml"), Sample.Sent())).Value!),
        new Func<object>(() => RenderNotice.Render(Notices.Start()).Value!),
        new Func<object>(() => RenderNotice.Render(Notices.Stop()).Value!),
        new Func<object>(() => RenderRequest.Render(Notices.Request()).Value!),
        new Func<object>(() => RenderRequest.Render(Notices.Change()).Value!),
        new Func<object>(() => ReadReturn.Read(new(Notices.Return("wmo305.xml", "0001"), Notices.Sent(Notices.Start()))).Value!),
        new Func<object>(() => ReadRequestAnswer.Read(new(Sample.Bytes("wmo319.xml"), new(2026, 10, 10), "R000000002")).Value!),
    ];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_same_request_gives_the_same_bytes_ten_times_beside_one_another(Func<object> operation)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => JsonSerializer.Serialize(operation(), ContractJson.Options))));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public void The_culture_of_the_machine_makes_no_difference()
    {
        var (before, expected) = (CultureInfo.CurrentCulture, RenderClaim.Render(Sample.Claim()).Value!.Documents[0].Sha256);
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberGroupSeparator = "'";
        odd.DateTimeFormat.DateSeparator = "|";
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, RenderClaim.Render(Sample.Claim()).Value!.Documents[0].Sha256);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
