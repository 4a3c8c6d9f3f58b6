using Buurtzorg.Testing;

namespace Buurtzorg.SocialMap.Tests;

public sealed class EndpointTests(SocialMapFixture service)
{
    [Fact]
    public async Task Every_endpoint_asks_for_a_token_refuses_an_empty_body_and_one_of_10_MB() =>
        Assert.Empty(await EndpointRules.BreachesAsync(service));
}
