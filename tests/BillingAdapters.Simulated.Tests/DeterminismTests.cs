using System.Globalization;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class DeterminismTests
{
    public static TheoryData<Func<object>> Operations =>
    [
        new Func<object>(() => RenderClaim.Render(Sample.Claim(), Sample.World).Value!),
        new Func<object>(() => RenderNotice.Render(Sample.Notice(), Sample.World).Value!),
        new Func<object>(() => RenderRequest.Render(Sample.Request(), Sample.World).Value!),
        new Func<object>(() => ReadAssignments.Read(Sample.Orders(), Sample.World).Value!),
        new Func<object>(() => ReadAssignments.Read(Sample.Orders(new Objection(ObjectionCode.HasGrantedLines, "PO-4711")), Sample.World).Value!),
        new Func<object>(() => ReadAnswer.Read(new(Sample.Bytes("remittance-advice"), Sample.Sent()), Sample.World).Value!),
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
        var (before, expected) = (CultureInfo.CurrentCulture, RenderClaim.Render(Sample.Claim(), Sample.World).Value!.Documents[0].Sha256);
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NegativeSign = "~";
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.DateTimeFormat.DateSeparator = "|";
        try
        {
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(expected, RenderClaim.Render(Sample.Claim(), Sample.World).Value!.Documents[0].Sha256);
            Assert.Equal(ClaimOutcome.PartlyGranted, ReadAnswer.Read(new(Sample.Bytes("remittance-advice"), Sample.Sent()), Sample.World).Value!.Outcome);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
