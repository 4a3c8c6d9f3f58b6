using System.Net;
using Buurtzorg.Contracts;

namespace Buurtzorg.Gateway.Tests;

public sealed class UnroutedTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Theory]
    [InlineData("/care-records/v1/access-decisions")]
    [InlineData("/care-records/v1/access-decisions/")]
    [InlineData("/CARE-RECORDS/V1/ACCESS-DECISIONS")]
    [InlineData("/care-records/v1/access%2Ddecisions")]
    [InlineData("/care-records/v1/%61ccess-decisions")]
    [InlineData("/care-records/v1/./access-decisions")]
    [InlineData("/care-records/v1/clients/../access-decisions")]
    [InlineData("/gateway/care-records/v1/access-decisions")]
    [InlineData("/care-records/v1/access-entries")]
    [InlineData("/care-records/v1/identities/_resolve")]
    [InlineData("/care-records/v1/identities")]
    [InlineData("/care-records/health/ready")]
    [InlineData("/scheduling/health/live")]
    [InlineData("/identity/health/ready")]
    [InlineData("/billing/metrics")]
    [InlineData("/billing/v1/../health/ready")]
    [InlineData("/billing-adapter-nl-wmo/v1/manifest")]
    [InlineData("/scheduling")]
    [InlineData("/nothing/v1/here")]
    public async Task What_is_not_for_the_outside_is_not_there(string path)
    {
        using var service = gateway.With(gateway.Issuer.Token(CallerKinds.Service, "scheduling", "scheduling"));
        var before = gateway.Services.Values.Sum(backend => backend.Asked.Count);

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            using var request = new HttpRequestMessage(method, new Uri(gateway.Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            await Problem.AssertAsync(HttpStatusCode.NotFound, await service.SendAsync(request));
        }

        Assert.Equal(before, gateway.Services.Values.Sum(backend => backend.Asked.Count));
    }
}
