using System.Net;
using System.Text;
using System.Text.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class CarryingFixture : BillingFixture
{
    public CarryingFixture() => (Adapter.Carries, Adapter.ContractVersion) = (true, "1.1.0");
}

public sealed class CarryingTests(CarryingFixture billing) : IClassFixture<CarryingFixture>
{
    [Fact]
    public async Task The_exact_bytes_that_were_stored_are_handed_over_under_the_id_of_the_message_and_the_claim_is_sent()
    {
        var (id, _, document) = await billing.RenderedAsync("nl-wmo:9901", "999900006");

        var claim = await billing.ClaimAsync(id, "sent");

        Assert.Equal("2026-11-17", claim.GetProperty("answerDueOn").GetString()); // ten working days after 3 November
        Assert.NotEqual(JsonValueKind.Null, (await billing.GetAsync($"v1/messages/{document}")).GetProperty("sentAt").ValueKind);
        Assert.Equal(await billing.BackOffice.GetByteArrayAsync($"v1/messages/{document}/content"), Assert.Single(billing.Adapter.Taken, taken => taken.Key == document.ToString()).Content);
        await SentAsync("SELECT count(*) FROM messages WHERE payer_id = 'nl-wmo:9901' AND kind = 'Return' AND sent_at IS NOT NULL"); // the return message too
    }

    [Theory]
    [InlineData(2, 0, "nl-wmo:9902", "999900018")]
    [InlineData(0, 2, "nl-wmo:9903", "999900031")]
    public async Task Where_handing_over_fails_before_or_after_the_adapter_took_it_the_same_is_sent_again(int before, int after, string payer, string bsn)
    {
        await billing.GiveCareAsync(payer, bsn, 50);
        await SentAsync($"SELECT count(*) FROM messages WHERE payer_id = '{payer}' AND kind = 'Return' AND sent_at IS NOT NULL");
        billing.Adapter.SendingFails = (before, after);

        var (id, _, document) = await billing.CloseAndRenderAsync(payer);

        await billing.ClaimAsync(id, "sent");
        var taken = billing.Adapter.Taken.Where(taken => taken.Key == document.ToString()).ToList();
        Assert.Equal(after + 1, taken.Count);
        Assert.Single(taken.Select(one => Convert.ToHexString(one.Content)).Distinct());
    }

    [Fact]
    public async Task A_crash_after_the_adapter_took_a_message_sends_the_same_again()
    {
        await billing.GiveCareAsync("nl-wmo:9904", "999900043", 50);
        await SentAsync("SELECT count(*) FROM messages WHERE payer_id = 'nl-wmo:9904' AND kind = 'Return' AND sent_at IS NOT NULL");
        await ExecuteAsync("CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the process dies here'; END $$");
        await ExecuteAsync("CREATE TRIGGER crash BEFORE UPDATE OF sent_at ON messages FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) EXECUTE FUNCTION crash()");
        var (id, _, document) = await billing.CloseAndRenderAsync("nl-wmo:9904");
        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Taken.Any(taken => taken.Key == document.ToString())), "the adapter to take it");
        await ExecuteAsync("DROP FUNCTION crash CASCADE");

        await billing.ClaimAsync(id, "sent");

        Assert.Single(billing.Adapter.Taken.Where(taken => taken.Key == document.ToString()).Select(one => Convert.ToHexString(one.Content)).Distinct());
    }

    [Fact]
    public async Task What_is_announced_twice_is_sent_once()
    {
        var (id, _, document) = await billing.RenderedAsync("nl-wmo:9905", "999900055");
        await billing.ClaimAsync(id, "sent");

        await billing.PublishAsync(new MessageStored(document, 1, "nl-wmo:9905"));
        var (other, _, _) = await billing.RenderedAsync("nl-wmo:9906", "999900067");
        await billing.ClaimAsync(other, "sent");

        Assert.Single(billing.Adapter.Taken, taken => taken.Key == document.ToString());
    }

    [Fact]
    public async Task What_the_adapter_refuses_to_carry_is_shown_and_can_be_sent_by_hand()
    {
        await billing.GiveCareAsync("nl-wmo:9907", "999900079", 50);
        await SentAsync("SELECT count(*) FROM messages WHERE payer_id = 'nl-wmo:9907' AND kind = 'Return' AND sent_at IS NOT NULL");
        billing.Adapter.RefusesToCarry = [new("mailbox-unknown", "This payer has no mailbox.")];
        var (id, _, document) = await billing.CloseAndRenderAsync("nl-wmo:9907");

        await billing.AlertAsync("message-not-carried", alert => alert.GetProperty("messageId").GetGuid() == document);
        billing.Adapter.RefusesToCarry = [];
        Assert.Equal("mailbox-unknown", (await billing.GetAsync($"v1/messages/{document}")).GetProperty("faults")[0].GetProperty("code").GetString());
        (await billing.BackOffice.PostAsync($"v1/messages/{document}/_sent", null)).EnsureSuccessStatusCode();

        await billing.ClaimAsync(id, "sent");
        Assert.DoesNotContain(await billing.AlertsAsync("message-not-carried"), alert => alert.GetProperty("messageId").GetGuid() == document);
    }

    [Fact]
    public async Task What_payers_sent_is_fetched_stored_exactly_acknowledged_and_read()
    {
        var contents = Enumerable.Range(0, 5).Select(i => billing.Adapter.Assignment("nl-wmo:9908", "999900080", [$"{i}80"])).ToList();
        foreach (var content in contents) billing.Adapter.Receive("nl-wmo:9908", content);

        await Eventually.TrueAsync(async () => (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9908")).GetProperty("items").GetArrayLength() == 5, "the messages to be read");

        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Incoming.IsEmpty), "everything to be acknowledged");
        var messages = (await billing.GetAsync("v1/messages?payerId=nl-wmo:9908")).GetProperty("items").EnumerateArray().Where(message => message.GetProperty("direction").GetString() == "received").ToList();
        var stored = await Task.WhenAll(messages.Select(message => billing.BackOffice.GetByteArrayAsync($"v1/messages/{message.GetProperty("id").GetString()}/content")));
        Assert.Equal(contents.Select(Encoding.UTF8.GetString).Order(), stored.Select(Encoding.UTF8.GetString).Order());
    }

    [Fact]
    public async Task A_message_that_is_shown_again_or_was_uploaded_too_is_one_message()
    {
        var content = billing.Adapter.Assignment("nl-wmo:9909", "999900092", ["900"]);
        billing.Adapter.ForgetsNothing = true;
        var id = billing.Adapter.Receive("nl-wmo:9909", content);
        await Eventually.TrueAsync(async () => (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9909")).GetProperty("items").GetArrayLength() == 1, "the message to be read");
        var seen = billing.Adapter.Acknowledged.Count(acknowledged => acknowledged == id);

        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Acknowledged.Count(acknowledged => acknowledged == id) > seen + 1), "it to be shown and acknowledged again");
        Assert.Equal(HttpStatusCode.OK, (await billing.UploadAsync("nl-wmo:9909", content)).StatusCode);
        billing.Adapter.ForgetsNothing = false;

        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE payer_id = 'nl-wmo:9909' AND direction = 'Received'"));
    }

    [Fact]
    public async Task A_message_is_not_acknowledged_before_it_is_stored()
    {
        await ExecuteAsync("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room'; END $$");
        await ExecuteAsync("CREATE TRIGGER full_disk BEFORE INSERT ON messages FOR EACH ROW WHEN (NEW.payer_id = 'nl-wmo:9910') EXECUTE FUNCTION full_disk()");
        var id = billing.Adapter.Receive("nl-wmo:9910", billing.Adapter.Assignment("nl-wmo:9910", "999900109", ["1000"]));
        var next = billing.Adapter.Receive("nl-wmo:9911", billing.Adapter.Assignment("nl-wmo:9911", "999900110", ["1100"]));
        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Acknowledged.Contains(next)), "the next one to be stored all the same");
        Assert.DoesNotContain(id, billing.Adapter.Acknowledged);
        await ExecuteAsync("DROP FUNCTION full_disk CASCADE");

        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Acknowledged.Contains(id)), "it to be stored and acknowledged");
        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE payer_id = 'nl-wmo:9910' AND direction = 'Received'"));
    }

    [Theory]
    [InlineData("nl-wmo:0042")]
    [InlineData("se-orgnr:2120000142")]
    public async Task A_message_of_a_payer_without_an_agreement_is_kept_aside_visibly(string payer)
    {
        var id = billing.Adapter.Receive(payer, billing.Adapter.Assignment(payer, "999900122", ["1"]));

        var alert = await billing.AlertAsync("unknown-payer-message", alert => alert.GetProperty("payerId").GetString() == payer);

        await Eventually.TrueAsync(() => Task.FromResult(billing.Adapter.Acknowledged.Contains(id)), "it to be acknowledged");
        var message = alert.GetProperty("messageId").GetString();
        Assert.Equal("aside", (await billing.GetAsync($"v1/messages/{message}")).GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await billing.BackOffice.GetAsync($"v1/messages/{message}/content")).StatusCode); // nobody knows whom it is about
        Assert.Equal(1L, await billing.ScalarAsync<long>($"SELECT count(*) FROM stored_contents WHERE message_id = '{message}'"));
    }

    private Task SentAsync(string count) => Eventually.TrueAsync(async () => await billing.ScalarAsync<long>(count) > 0, "it to be sent");

    private async Task ExecuteAsync(string sql)
    {
        await using var command = billing.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The agreements can grow, as an install's do.</summary>
public sealed class GrowingAgreementsFixture : BillingFixture
{
    private readonly string agreements = Path.GetTempFileName();

    public GrowingAgreementsFixture()
    {
        (Adapter.Carries, Adapter.ContractVersion) = (true, "1.1.0");
        var demo = File.ReadAllText(DemoFile.Path);
        File.WriteAllText(agreements, demo[..demo.IndexOf("  - payer: nl-wmo:9911", StringComparison.Ordinal)]);
        Configure("Agreements:File", agreements);
    }

    public async Task AgreeWithAllAsync()
    {
        File.Copy(DemoFile.Path, agreements, overwrite: true);
        Adapter.Away = true; // so that nothing is announced while the fixture migrates
        await RestartAsync();
        Adapter.Away = false;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        File.Delete(agreements);
    }
}

public sealed class MessageAsideTests(GrowingAgreementsFixture billing) : IClassFixture<GrowingAgreementsFixture>
{
    [Fact]
    public async Task What_was_kept_aside_is_read_once_an_agreement_names_its_payer()
    {
        billing.Adapter.Receive("nl-wmo:9912", billing.Adapter.Assignment("nl-wmo:9912", "999900134", ["1200"]));
        await billing.AlertAsync("unknown-payer-message");

        await billing.AgreeWithAllAsync();

        using var backOffice = billing.Client(CallerKinds.BackOffice);
        await Eventually.TrueAsync(async () => (await backOffice.GetStringAsync("v1/authorisations?payerId=nl-wmo:9912")).Contains("\"1200\""), "the message to be read");
        Assert.DoesNotContain("unknown-payer-message", await backOffice.GetStringAsync("v1/alerts"));
    }
}
