using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.Platform.Tests;

public sealed class DrainTests(NotebookHost notebook) : IClassFixture<NotebookHost>
{
    [Fact]
    public async Task Told_to_stop_it_serves_on_for_a_while_and_sends_callers_away()
    {
        using var replica = NotebookHost.Client(await notebook.StartReplicaAsync("--Drain:Seconds=3"), notebook.Issuer.Token("professional", notebook.Person.ToString()));
        var stopping = notebook.StopReplicaAsync(1);
        await Eventually.TrueAsync(async () => (await replica.GetAsync("/health/ready", TestContext.Current.CancellationToken)).StatusCode is HttpStatusCode.ServiceUnavailable, "the replica to say that it stops");
        using var answer = await replica.PostAsJsonAsync("v1/notes", new { text = "late" }, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => replica.GetAsync("/health/live", TestContext.Current.CancellationToken));
    }
}
