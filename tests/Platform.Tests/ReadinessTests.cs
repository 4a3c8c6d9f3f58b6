using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Buurtzorg.Platform.Tests;

public sealed class ReadinessTests(NotebookHost notebook) : IClassFixture<NotebookHost>
{
    [Fact]
    public async Task Without_the_broker_it_goes_on_serving_says_so_and_keeps_what_it_announces()
    {
        await notebook.LoseBrokerAsync();
        await Eventually.TrueAsync(async () =>
        {
            var response = await notebook.Professional.GetAsync("/health/ready", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            return answer.GetProperty("status").GetString() == "degraded";
        }, "the loss to be told");

        using var note = await notebook.Professional.PostAsJsonAsync("v1/notes", new { text = "kept" }, TestContext.Current.CancellationToken);
        Assert.True(note.IsSuccessStatusCode, await note.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await using var waiting = notebook.Database.CreateCommand("SELECT count(*) FROM platform.outbox WHERE published_at IS NULL");
        Assert.Equal(1L, await waiting.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_needed_once_is_missed_before_it_was_well_and_only_told_afterwards()
    {
        var once = new Once();
        List<HealthStatus> told = [];
        foreach (var found in new[] { HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Unhealthy })
            told.Add((await once.Over(new Found(found)).CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken)).Status);
        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Degraded], told);
    }

    private sealed class Found(HealthStatus status) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(new HealthCheckResult(status));
    }
}
