using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Xml.Linq;
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

    [Fact]
    public async Task What_the_exchange_took_is_answered_once_however_often_it_is_killed()
    {
        const int messages = 40;
        using var exchange = new HttpClient { BaseAddress = new Uri(_http.BaseAddress!, "/exchange/") };
        var killing = new CancellationTokenSource();
        var killer = Task.Run(async () =>
        {
            for (var kills = 0; kills < 4; kills++)
            {
                using var alive = await Answering(() => exchange.GetAsync("inbox?limit=1"));
                await Answering(() => exchange.GetAsync("inbox?limit=1"));
                _program.Kill();
                await _program.WaitForExitAsync();
                _program = Start();
            }
            await killing.CancelAsync();
        });
        for (var number = 1; number <= messages || !killing.IsCancellationRequested; number++)
            await Send(number);
        await killer;

        var sent = await Inbox();
        Assert.Equal(sent.Count, sent.Select(answered => answered.Answers).Distinct().Count());
        Assert.True(sent.Count >= messages);
        foreach (var item in sent) await Answering(() => exchange.DeleteAsync("inbox/" + item.Id));
        Assert.Empty(await Inbox());

        Task<HttpResponseMessage> Send(int number) => Answering(() => exchange.SendAsync(new(HttpMethod.Post, "outbox")
        {
            Headers = { { "Idempotency-Key", $"{number}" } },
            Content = TownHall.Body(new ADeclaration { Receiver = "9920", Identification = $"D{number}", Number = $"{number}" }),
        }));

        async Task<List<(string Id, string Answers)>> Inbox()
        {
            List<(string, string)> all = [];
            string? after = "";
            do
            {
                using var response = await Answering(() => exchange.GetAsync($"inbox?limit=100&after={after}"));
                var page = (await response.Content.ReadFromJsonAsync<Inbox>())!;
                all.AddRange(page.Items.Select(item => (item.Id, XElement.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(item.ContentBase64)))
                    .Descendants(Xml.Of("wmo325") + "DeclaratieIdentificatie").Elements(Xml.Base + "Identificatie").Single().Value)));
                after = page.Next;
            } while (after is not null);
            return all;
        }
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
            catch (HttpRequestException e) when (e.StatusCode is null && attempt < 1200) { await Task.Delay(50); }
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
