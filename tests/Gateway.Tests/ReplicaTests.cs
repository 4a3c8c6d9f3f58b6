using System.Net;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Gateway.Tests;

public sealed class ReplicaTests
{
    [Fact]
    public async Task A_killed_replica_loses_no_GET_and_is_asked_again_once_it_is_back()
    {
        await using var own = await GatewayHost.StartAsync(("Gateway:Burst", "10000"));
        using var nurse = own.Nurse();
        var load = Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, _) =>
        {
            if (request == 100)
                await own.Scheduling.KillAsync();
            using var response = await nurse.GetAsync("scheduling/v1/teams");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        });
        await load;

        var before = own.Scheduling.Asked.Count;
        await own.Scheduling.RestartAsync();
        await Eventually.TrueAsync(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await nurse.GetAsync("scheduling/v1/teams")).StatusCode);
            return own.Scheduling.Asked.Count > before;
        }, "the restarted replica to be asked again", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_POST_that_may_have_been_carried_out_is_not_sent_twice()
    {
        await using var own = await GatewayHost.StartAsync();
        own.Scheduling.Handle = own.SecondScheduling.Handle = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        using var nurse = own.Nurse();

        using var response = await nurse.PostAsync("scheduling/v1/visits", new StringContent("{}"));

        await Problem.AssertAsync(HttpStatusCode.BadGateway, response);
        Assert.Equal(1, response.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(1, own.Scheduling.Asked.Count + own.SecondScheduling.Asked.Count);
    }

    [Fact]
    public async Task A_POST_that_never_left_goes_to_the_other_replica()
    {
        await using var own = await GatewayHost.StartAsync();
        await own.Scheduling.KillAsync();
        own.SecondScheduling.Handle = async context => await context.Response.WriteAsync(await new StreamReader(context.Request.Body).ReadToEndAsync());
        using var nurse = own.Nurse();

        for (var i = 0; i < 20; i++)
            Assert.Equal("{}", await (await nurse.PostAsync("scheduling/v1/visits", new StringContent("{}"))).Content.ReadAsStringAsync());
        Assert.Equal(20, own.SecondScheduling.Asked.Count);
    }

    [Fact]
    public async Task A_request_to_the_only_address_is_tried_again_while_it_is_away_for_a_moment()
    {
        await using var own = await GatewayHost.StartAsync();
        using var nurse = own.Nurse();
        await own.Services["billing"].KillAsync();

        var asked = nurse.PostAsync("billing/v1/claims", new StringContent("{}"));
        await own.Services["billing"].RestartAsync();

        Assert.Equal(HttpStatusCode.OK, (await asked).StatusCode);
    }

    [Fact]
    public async Task With_no_replica_left_the_answer_is_a_problem_and_the_first_that_is_back_answers()
    {
        await using var own = await GatewayHost.StartAsync();
        using var nurse = own.Nurse();
        await own.Services["billing"].KillAsync();

        using var away = await nurse.GetAsync("billing/v1/payers");
        await Problem.AssertAsync(HttpStatusCode.BadGateway, away);
        Assert.NotNull(away.Headers.RetryAfter);

        await own.Services["billing"].RestartAsync();
        Assert.Equal(HttpStatusCode.OK, (await nurse.GetAsync("billing/v1/payers")).StatusCode);
    }

    [Fact]
    public async Task A_replica_that_is_not_ready_is_left_in_peace()
    {
        await using var own = await GatewayHost.StartAsync();
        using var nurse = own.Nurse();
        own.Scheduling.Ready = false;
        await Eventually.TrueAsync(async () => (await nurse.GetStringAsync("status")).Contains("\"degraded\"", StringComparison.Ordinal), "the gateway to notice");
        var before = own.Scheduling.Asked.Count;

        for (var i = 0; i < 20; i++)
            await nurse.GetStringAsync("scheduling/v1/teams");

        Assert.Equal(before, own.Scheduling.Asked.Count);
    }
}
