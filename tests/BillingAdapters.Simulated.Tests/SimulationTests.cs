using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>What a payer cannot be told to do.</summary>
public sealed class SimulationTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>
{
    [Theory]
    [InlineData("""{"payer":"E07000001","messages":0}""")]
    [InlineData("""{"payer":"nobody"}""")]
    [InlineData("""{"payer":"E07000001","judge":"reject","reason":"because it is so"}""")]
    [InlineData("""{"payer":"E07000001","everyLine":2}""")]
    [InlineData("""{"payer":"E07000001","judge":"reject","client":"Mrs Zeegras"}""")]
    [InlineData("""{"payer":"E07000001","outOfOrder":true}""")]
    [InlineData("""{"payer":"E07000001","hangSeconds":61}""")]
    [InlineData("""{"payer":"E07000001","answerAfterPolls":0}""")]
    [InlineData("""{"payer":"E07000001","answerForClaim":"=1"}""")]
    public async Task What_makes_no_sense_is_refused(string simulation)
    {
        using var response = await adapter.Billing().PostAsync("simulation", new StringContent(simulation, Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.DoesNotContain("Zeegras", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_misspelling_is_malformed()
    {
        using var response = await adapter.Billing().PostAsJsonAsync("simulation", new { payer = Sample.Council, loose = true });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
