using System.Net;
using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>The part of the contract that carries messages: what holds over a folder and over an exchange alike, and what is each one's own.</summary>
public sealed class TransportTests : IDisposable
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    private readonly string _folder = Directory.CreateTempSubdirectory("nl-wmo-transport").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_sent_arrives_unchanged_and_once(bool overFolder)
    {
        await using var world = new TransportWorld(overFolder ? _folder : null);
        await world.StartAsync();

        Assert.True((await world.ManifestAsync()).Capabilities.Transport);
        for (var again = 0; again < 3; again++)
            Assert.Equal(HttpStatusCode.OK, (await world.SendAsync("message-1", "wmo323.xml")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.SendAsync("message-1", "wmo305.xml")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await world.SendAsync("message-2", "wmo305.xml")).StatusCode);

        Assert.Equal([Sample.Text("wmo305.xml"), Sample.Text("wmo323.xml")], world.Outbox().Select(Encoding.UTF8.GetString).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_came_in_is_shown_until_it_is_acknowledged(bool overFolder)
    {
        await using var world = new TransportWorld(overFolder ? _folder : null);
        await world.StartAsync();
        world.Arrives("a 999900006.xml", Sample.Bytes("wmo301.xml"));
        world.Arrives("b.xml", Sample.Bytes("wmo325-partly.xml"));
        world.Arrives("c.txt", "no message at all"u8.ToArray());

        var page = await world.ReceiveAsync("?limit=1");
        var rest = await world.ReceiveAsync($"?after={page.Next}");

        var first = Assert.Single(page.Items);
        Assert.Equal((new Identifier("nl-wmo", "9901"), Document.Of($"WMO301-{first.Id}.xml", "application/xml", Sample.Bytes("wmo301.xml"))),
            (first.Payer, first.Document with { Content = first.Document.Content }), new Same());
        Assert.Equal("WMO325", Assert.Single(rest.Items).Document.Name[..6]);
        Assert.DoesNotContain(Sample.Client, first.Id);
        Assert.Equal(2, (await world.ReceiveAsync("")).Items.Count);
        for (var again = 0; again < 2; again++)
            Assert.Equal(HttpStatusCode.NoContent, (await world.AcknowledgeAsync(first.Id)).StatusCode);
        Assert.Equal(rest.Items[0].Id, Assert.Single((await world.ReceiveAsync("")).Items).Id);
    }

    [Fact]
    public async Task A_page_holds_at_most_25_MB_or_one_message()
    {
        await using var world = new TransportWorld(_folder);
        await world.StartAsync();
        foreach (var name in new[] { "a.xml", "b.xml" }) world.Arrives(name, HostileMessageTests.Large(Hosting.Sizes.MessageBytes));

        var page = await world.ReceiveAsync("");

        Assert.NotEqual(page.Items.Single().Id, (await world.ReceiveAsync($"?after={page.Next}")).Items.Single().Id);
    }

    [Fact]
    public async Task A_folder_remembers_what_was_sent_over_a_restart_also_when_it_was_taken_away()
    {
        await using (var before = new TransportWorld(_folder))
        {
            await before.StartAsync();
            await before.SendAsync("message-1", "wmo323.xml");
        }
        foreach (var file in Directory.GetFiles(Path.Combine(_folder, "outbox"))) File.Delete(file);
        await using var world = new TransportWorld(_folder);
        await world.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await world.SendAsync("message-1", "wmo323.xml")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.SendAsync("message-1", "wmo305.xml")).StatusCode);
        Assert.Empty(world.Outbox());
    }

    [Fact]
    public async Task A_file_that_is_still_being_written_is_left_alone()
    {
        await using var world = new TransportWorld(_folder);
        await world.StartAsync();
        world.Arrives("a.xml.part", Sample.Bytes("wmo301.xml"));
        world.Arrives(".b.xml", Sample.Bytes("wmo301.xml"));

        Assert.Empty((await world.ReceiveAsync("")).Items);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_the_other_side_is_away_billing_tries_again_later(bool overFolder)
    {
        await using var world = new TransportWorld(overFolder ? _folder : null);
        await world.StartAsync();
        world.GoesAway();

        foreach (var response in new[] { await world.SendAsync("message-1", "wmo323.xml"), await world.Billing.GetAsync(AdapterRoutes.Messages, Stop), await world.AcknowledgeAsync("x") })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task What_the_contract_does_not_say_is_refused()
    {
        await using var world = new TransportWorld(_folder);
        await world.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await world.SendAsync("message-1", "wmo323.xml", key: null)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.SendAsync("message-1", "wmo323.xml", key: "another")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.SendAsync("message-1", "wmo323.xml", change: d => d with { Name = "../evil.xml" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await world.SendAsync("message-1", "wmo323.xml", change: d => d with { Sha256 = new('0', 64) })).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await world.Billing.GetAsync($"{AdapterRoutes.Messages}?limit=101", Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await world.AcknowledgeAsync("a_b")).StatusCode);
        Assert.Empty(world.Outbox());
    }

    [Fact]
    public void Mistakes_are_told_at_start()
    {
        Assert.Contains("exclude one another", Started($"--Transport:Folder={_folder}", "--Transport:Url=http://127.0.0.1:9"));
        Assert.Contains("Transport:Url is no address", Started("--Transport:Url=exchange"));
        Assert.Contains("Transport:Folder cannot be written", Started("--Transport:Folder=/dev/null/nowhere"));
    }

    private static string Started(params string[] arguments)
    {
        var (before, said) = (Console.Error, new StringWriter());
        Console.SetError(said);
        try
        {
            Assert.Equal(78, typeof(Program).Assembly.EntryPoint!.Invoke(null, [(string[])["--Adapter:Secret=s", "--urls=http://127.0.0.1:0", .. arguments]]));
        }
        finally
        {
            Console.SetError(before);
        }
        return said.ToString();
    }

    private sealed class Same : IEqualityComparer<(Identifier Payer, Document Document)>
    {
        public bool Equals((Identifier Payer, Document Document) x, (Identifier Payer, Document Document) y) =>
            x.Payer == y.Payer && x.Document.Name == y.Document.Name && x.Document.MediaType == y.Document.MediaType
            && x.Document.Sha256 == y.Document.Sha256 && x.Document.Content.AsSpan().SequenceEqual(y.Document.Content);

        public int GetHashCode((Identifier Payer, Document Document) obj) => obj.Document.Sha256.GetHashCode(StringComparison.Ordinal);
    }
}
