using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>The receivers of the guide, each a program of its own, go the guide's way against the real service.</summary>
public sealed class ReceiverTests(CareEventsFixture service)
{
    [Theory]
    [InlineData("csharp", "dotnet", "run", "receiver.cs")]
    [InlineData("node", "node", "receiver.mjs")]
    [InlineData("python", "python3", "receiver.py")]
    public async Task A_receiver_of_the_guide_proves_itself_verifies_an_event_and_refuses_a_forged_one(string language, string program, params string[] arguments)
    {
        var (visit, team, port) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Loopback.FreePort());
        var integrator = await service.AnIntegratorAsync([team]);
        var url = $"http://127.0.0.1:{port}/";
        var id = await (await integrator.Http.PostAsJsonAsync("v1/subscriptions", new { way = "webhook", url })).IdAsync();
        using var receiver = Running.Start(language, program, [.. arguments, $"{port}", (await integrator.SecretsAsync(id)).Secret!]);
        await receiver.SaysAsync($"listening on {port}");

        await (await integrator.ActAsync(id, "challenge")).ExpectAsync(HttpStatusCode.NoContent);
        await (await integrator.ActAsync(id, "test")).ExpectAsync(HttpStatusCode.OK);
        await receiver.SaysAsync("verified nl.wijkzorg.subscriptions.subscription-tested.v1");
        await service.PublishAsync(Some.VisitCompleted(visit, 1, Guid.CreateVersion7(), team));
        await receiver.SaysAsync($"verified nl.wijkzorg.visits.visit-completed.v1 {visit}");

        using var forger = new HttpClient();
        using var forged = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent("{\"id\":\"forged\",\"type\":\"forged\",\"data\":{}}") };
        forged.Headers.Add("webhook-id", "forged");
        forged.Headers.Add("webhook-timestamp", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}");
        forged.Headers.Add("webhook-signature", "v1," + Convert.ToBase64String(new byte[32]));
        Assert.Equal(HttpStatusCode.Unauthorized, (await forger.SendAsync(forged)).StatusCode);
        Assert.DoesNotContain("forged", receiver.Said);
    }

    /// <summary>A copy of the receiver's folder outside the clone, so that it leans on nothing of ours.</summary>
    private sealed class Running(Process process, string folder) : IDisposable
    {
        private readonly System.Text.StringBuilder _said = new();

        public string Said
        {
            get
            {
                lock (_said)
                    return _said.ToString();
            }
        }

        public static Running Start(string language, string program, string[] arguments)
        {
            var folder = Directory.CreateTempSubdirectory("receiver-").FullName;
            foreach (var file in Directory.GetFiles(Path.Combine(CatalogueTests.Checkout(), "deploy", "receivers", language)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
            try
            {
                var running = new Running(Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!, folder);
                running.Listen();
                return running;
            }
            catch (Win32Exception)
            {
                Assert.Skip($"Needs {program} on the PATH.");
                throw;
            }
        }

        public Task SaysAsync(string text) => Eventually.TrueAsync(() => Task.FromResult(Said.Contains(text, StringComparison.Ordinal) || Ended()), $"the receiver to say: {text}", TimeSpan.FromMinutes(2));

        private bool Ended() => process.HasExited ? throw new InvalidOperationException($"The receiver ended: {Said}") : false;

        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            Directory.Delete(folder, recursive: true);
        }

        private void Listen()
        {
            DataReceivedEventHandler hear = (_, line) =>
            {
                lock (_said)
                    _said.AppendLine(line.Data);
            };
            process.OutputDataReceived += hear;
            process.ErrorDataReceived += hear;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
        }
    }
}
