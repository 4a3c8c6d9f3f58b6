using System.Net;
using Buurtzorg.Contracts;

namespace Buurtzorg.Gateway.Tests;

public sealed class AccessTests(GatewayHost gateway) : IClassFixture<GatewayHost>
{
    [Fact]
    public async Task A_caller_with_a_token_of_the_install_is_let_through()
    {
        using var nurse = gateway.Nurse();

        Assert.Equal("answered", await nurse.GetStringAsync("scheduling/v1/teams"));
    }

    [Fact]
    public async Task A_caller_without_a_token_is_not_let_through()
    {
        using var anonymous = gateway.Anonymous();

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, await anonymous.GetAsync("scheduling/v1/visits"));
        Assert.DoesNotContain("GET /scheduling/v1/visits", gateway.Scheduling.Asked.Concat(gateway.SecondScheduling.Asked));
    }

    [Theory]
    [InlineData("scheduling/v1/openapi.json")]
    [InlineData("care-records/v1/openapi.json")]
    [InlineData("billing/v1/openapi.json")]
    [InlineData("identity/v1/personas")]
    [InlineData("social-map/open-referral-uk")]
    [InlineData("social-map/open-referral-uk/services?per_page=5")]
    [InlineData("identity/.well-known/openid-configuration")]
    [InlineData("staff-wellbeing/v1/pulse/01920000-0000-7000-8000-000000000001")]
    [InlineData("status")]
    [InlineData("")]
    public async Task What_is_for_everybody_needs_no_token(string path)
    {
        using var anonymous = gateway.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await anonymous.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_pulse_is_answered_without_a_token_and_nothing_beside_it()
    {
        using var anonymous = gateway.Anonymous();
        const string Link = "staff-wellbeing/v1/pulse/01920000-0000-7000-8000-000000000001";

        Assert.Equal(HttpStatusCode.OK, (await anonymous.PostAsync(Link, null)).StatusCode);
        foreach (var (method, path) in new[] { (HttpMethod.Put, Link), (HttpMethod.Get, Link + "/answers"), (HttpMethod.Get, "staff-wellbeing/v1/pulse/questions"), (HttpMethod.Get, "staff-wellbeing/v1/my-pulse") })
            await Problem.AssertAsync(HttpStatusCode.Unauthorized, await anonymous.SendAsync(new HttpRequestMessage(method, path)));
    }

    [Fact]
    public async Task The_open_directory_is_read_and_never_written_without_a_token()
    {
        using var anonymous = gateway.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await anonymous.SendAsync(new(HttpMethod.Options, "social-map/open-referral-uk/services"))).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await anonymous.PostAsync("social-map/open-referral-uk/services", null)).StatusCode);
        await Problem.AssertAsync(HttpStatusCode.Unauthorized, await anonymous.GetAsync("social-map/v1/services"));
        Assert.DoesNotContain(gateway.Services["social-map"].Asked, asked => asked.StartsWith("POST", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scheduling/v1/teams")]
    [InlineData("scheduling/v1/openapi.json")]
    [InlineData("status")]
    public async Task A_token_that_is_sent_must_be_good_even_where_none_is_needed(string path)
    {
        using var expired = gateway.With(gateway.Issuer.Token(CallerKinds.Professional, Guid.NewGuid().ToString(), expiresIn: TimeSpan.FromHours(-1)));

        var problem = await Problem.AssertAsync(HttpStatusCode.Unauthorized, await expired.GetAsync(path));

        Assert.Contains("expired", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_token_of_another_issuer_is_not_good()
    {
        await using var other = new TestIssuer();
        using var stranger = gateway.With(other.Token(CallerKinds.Professional, Guid.NewGuid().ToString()));

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, await stranger.GetAsync("scheduling/v1/teams"));
    }

    [Theory]
    [InlineData("not-a-token")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.")]
    public async Task What_is_no_token_is_not_good(string token)
    {
        using var stranger = gateway.With(token);

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, await stranger.GetAsync("scheduling/v1/teams"));
    }

    [Fact]
    public async Task A_token_for_another_audience_is_not_good()
    {
        using var stranger = gateway.With(gateway.Issuer.Token(CallerKinds.Professional, Guid.NewGuid().ToString(), audience: "payroll"));

        await Problem.AssertAsync(HttpStatusCode.Unauthorized, await stranger.GetAsync("scheduling/v1/teams"));
    }
}
