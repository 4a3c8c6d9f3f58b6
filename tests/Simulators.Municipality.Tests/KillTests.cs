using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>The program itself, killed without a word.</summary>
public sealed class KillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("municipality").FullName;
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{FreePort()}/municipalities/9920/") };
    private Process _program;

    public KillTests() => _program = Start();

    [Fact]
    public async Task What_was_answered_before_a_kill_is_known_after_it()
    {
        using var answer = await Answering(() => _http.PostAsync("declarations", new StringContent(new ADeclaration { Receiver = "9920" }, Encoding.UTF8, "application/xml")));
        var said = await answer.Content.ReadAsStringAsync();

        _program.Kill();
        await _program.WaitForExitAsync();
        _program = Start();

        using var known = await Answering(() => _http.GetAsync("declarations/D1/answer"));
        Assert.Equal(said, await known.Content.ReadAsStringAsync());
    }

    private Process Start() => Process.Start(new ProcessStartInfo("dotnet",
    [
        "exec", Path.Combine(AppContext.BaseDirectory, "Buurtzorg.Simulators.Municipality.dll"),
        "--urls", _http.BaseAddress!.GetLeftPart(UriPartial.Authority), "--Data:Folder", _folder,
    ]))!;

    private static async Task<HttpResponseMessage> Answering(Func<Task<HttpResponseMessage>> send)
    {
        for (var attempt = 0; ; attempt++)
        {
            try { return (await send()).EnsureSuccessStatusCode(); }
            catch (HttpRequestException e) when (e.StatusCode is null && attempt < 200) { await Task.Delay(50); }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        _program.Kill();
        _program.Dispose();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
