using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class MessageTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task An_assignment_becomes_authorisations_and_owes_a_return_message()
    {
        var uploaded = await billing.UploadAsync("nl-wmo:9901", billing.Adapter.Assignment("nl-wmo:9901", "999900006", ["100", "101"]));

        Assert.Equal(HttpStatusCode.Created, uploaded.StatusCode);
        var message = await uploaded.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("assignment", "taken", "WMO301", 0), (Text(message, "kind"), Text(message, "state"), Text(message, "type"), message.GetProperty("faults").GetArrayLength()));
        Assert.Equal(Text(message, "id"), Text(await billing.GetAsync(uploaded.Headers.Location!.ToString().Replace("/billing/", "")), "id"));
        var authorisations = (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9901")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["100", "101"], authorisations.Select(authorisation => Text(authorisation, "number")).Order());
        Assert.All(authorisations, authorisation => Assert.Equal((JsonValueKind.Null, 600, "minute", "week"), (authorisation.GetProperty("clientId").ValueKind, authorisation.GetProperty("volume").GetInt32(), Text(authorisation, "unit"), Text(authorisation, "per"))));
        var owed = await billing.GetAsync($"v1/messages/{Text(message, "returnMessageId")}");
        Assert.Equal(("sent", "return"), (Text(owed, "direction"), Text(owed, "kind")));
    }

    [Fact]
    public async Task The_bytes_come_back_exactly_and_are_encrypted_at_rest()
    {
        var content = billing.Adapter.Assignment("nl-wmo:9902", "999900018", ["200"]);
        var id = Text(await (await billing.UploadAsync("nl-wmo:9902", content)).Content.ReadFromJsonAsync<JsonElement>(), "id");

        var downloaded = await billing.BackOffice.GetAsync($"v1/messages/{id}/content");

        Assert.Equal(content, await downloaded.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/xml", downloaded.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0L, await billing.ScalarAsync<long>("SELECT count(*) FROM stored_contents WHERE position('999900018'::bytea in encrypted) > 0"));
        Assert.Equal(0L, await billing.ScalarAsync<long>("SELECT count(*) FROM authorisations a WHERE a::text LIKE '%999900018%'"));
    }

    [Fact]
    public async Task The_same_message_twice_and_at_once_has_one_effect()
    {
        var content = billing.Adapter.Assignment("nl-wmo:9903", "999900298", ["300"]);

        var uploads = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => billing.UploadAsync("nl-wmo:9903", content)));

        Assert.Single(uploads, upload => upload.StatusCode is HttpStatusCode.Created);
        Assert.Equal(5, uploads.Count(upload => upload.StatusCode is HttpStatusCode.OK));
        Assert.Single((await Task.WhenAll(uploads.Select(upload => upload.Content.ReadFromJsonAsync<JsonElement>()))).Select(message => Text(message, "returnMessageId")).Distinct());
        Assert.Equal(2, (await billing.GetAsync("v1/messages?payerId=nl-wmo:9903")).GetProperty("items").GetArrayLength());
        Assert.Equal(1, (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9903")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Of_two_decisions_about_an_assignment_the_later_one_holds_whatever_came_first()
    {
        (await billing.UploadAsync("nl-wmo:9904", billing.Adapter.Assignment("nl-wmo:9904", "999900031", ["400"], new(2026, 10, 2), AssignmentChange.Changed, until: "2026-10-14"))).EnsureSuccessStatusCode();
        (await billing.UploadAsync("nl-wmo:9904", billing.Adapter.Assignment("nl-wmo:9904", "999900031", ["400"], new(2026, 9, 1)))).EnsureSuccessStatusCode();

        Assert.Equal("2026-10-14", Text(Assert.Single((await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9904")).GetProperty("items").EnumerateArray()), "until"));
    }

    [Fact]
    public async Task A_message_with_faults_has_no_effect_shows_them_all_and_still_owes_its_return_message()
    {
        var faulty = billing.Adapter.Assignment("nl-wmo:9905", "999900043", ["500"], faults: [new("end-before-start", "The end lies before the start.", Place: "/Bericht/Client"), new("unknown-unit", "Unit 99 is not known.", PayerCode: "9341")]);

        var message = await (await billing.UploadAsync("nl-wmo:9905", faulty)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("refused", Text(message, "state"));
        Assert.Equal(["end-before-start", "unknown-unit"], message.GetProperty("faults").EnumerateArray().Select(fault => Text(fault, "code")));
        Assert.NotEqual(JsonValueKind.Null, message.GetProperty("returnMessageId").ValueKind);
        Assert.Equal(0, (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9905")).GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("no message", "not-readable")]
    [InlineData("of another payer", "another-payer")]
    [InlineData("for somebody else", "another-recipient")]
    [InlineData("of no use", "not-for-billing")]
    [InlineData("for an unknown claim", "unknown-claim")]
    public async Task What_cannot_be_taken_is_kept_with_the_reason(string what, string code)
    {
        var content = what switch
        {
            "no message" => "hello"u8.ToArray(),
            "of another payer" => billing.Adapter.Assignment("nl-wmo:9901", "999900055", ["600"]),
            "for somebody else" => billing.Adapter.Other("nl-wmo:9906", "nl-agb:12345678"),
            "of no use" => billing.Adapter.Other("nl-wmo:9906"),
            _ => billing.Adapter.Answer("nl-wmo:9906", "C999999999", []),
        };

        var message = await (await billing.UploadAsync("nl-wmo:9906", content)).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("refused", Text(message, "state"));
        Assert.Equal(code, Text(Assert.Single(message.GetProperty("faults").EnumerateArray()), "code"));
    }

    [Fact]
    public async Task A_reference_that_the_payer_used_before_has_no_second_effect()
    {
        await billing.UploadAsync("nl-wmo:9907", billing.Adapter.Assignment("nl-wmo:9907", "999900067", ["700"], payerReference: "M-same"));

        var again = await (await billing.UploadAsync("nl-wmo:9907", billing.Adapter.Assignment("nl-wmo:9907", "999900067", ["701"], payerReference: "M-same"))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("refused", "objection-ReferenceUsedBefore"), (Text(again, "state"), Text(again.GetProperty("faults")[0], "code")));
        Assert.NotEqual(JsonValueKind.Null, again.GetProperty("returnMessageId").ValueKind); // it says so to the payer
        Assert.Equal(1, (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9907")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public void Billing_objects_to_what_only_it_can_know()
    {
        var known = Some.Authorisation(number: "1");
        Assignment New(string number, string bsn, string code, AssignmentChange change = AssignmentChange.New) =>
            new(number, new("bsn", bsn), new("nl-wmo", "9901"), new("02", code), new(2026, 1, 1), new(2026, 1, 1), change);
        List<Objection> Objections(Assignment assignment, bool referenceUsed = false, bool granted = false) => TakeAssignments.Objections(
            [assignment], referenceUsed, new Dictionary<string, Authorisation> { ["1"] = known }, granted ? [known.Id] : [], bsn => bsn == "999900006" ? "hash" : "another");

        Assert.Empty(Objections(New("1", "999900006", "02A03", AssignmentChange.Changed)));
        Assert.Empty(Objections(New("2", "999900018", "02A05")));
        Assert.Equal([new(ObjectionCode.ReferenceUsedBefore)], Objections(New("2", "999900006", "02A03"), referenceUsed: true));
        Assert.Equal([new(ObjectionCode.NumberUsedForAnother, "1")], Objections(New("1", "999900018", "02A03")));
        Assert.Equal([new(ObjectionCode.NumberUsedForAnother, "1")], Objections(New("1", "999900006", "02A05")));
        Assert.Empty(Objections(New("1", "999900006", "02A03", AssignmentChange.Withdrawn)));
        Assert.Equal([new(ObjectionCode.HasGrantedLines, "1")], Objections(New("1", "999900006", "02A03", AssignmentChange.Withdrawn), granted: true));
    }

    [Fact]
    public async Task An_adapter_that_hangs_is_away()
    {
        billing.Adapter.Hangs = true;
        var content = billing.Adapter.Assignment("nl-wmo:9912", "999900110", ["1100"]);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await billing.UploadAsync("nl-wmo:9912", content)).StatusCode);
        billing.Adapter.Hangs = false;

        Assert.Equal(HttpStatusCode.OK, (await billing.UploadAsync("nl-wmo:9912", content)).StatusCode);
    }

    [Fact]
    public async Task While_the_adapter_is_away_a_message_is_kept_and_it_is_read_when_the_adapter_is_back()
    {
        billing.Adapter.Away = true;
        var content = billing.Adapter.Assignment("nl-wmo:9908", "999900079", ["800"]);

        var uploaded = await billing.UploadAsync("nl-wmo:9908", content);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, uploaded.StatusCode);
        var kept = (await billing.GetAsync("v1/messages?payerId=nl-wmo:9908")).GetProperty("items")[0];
        Assert.Equal("stored", Text(kept, "state"));
        Assert.Equal(HttpStatusCode.Conflict, (await billing.BackOffice.GetAsync($"v1/messages/{Text(kept, "id")}/content")).StatusCode);
        billing.Adapter.Away = false;

        await Eventually.TrueAsync(async () => (await billing.GetAsync("v1/authorisations?payerId=nl-wmo:9908")).GetProperty("items").GetArrayLength() == 1, "the message to be read");
        Assert.Contains(await billing.AnnouncedAsync<MessageReceived>(), received => received.PayerId == "nl-wmo:9908");
    }

    [Fact]
    public async Task Whoever_reads_about_a_client_is_entered_in_their_access_log_also_before_they_are_admitted()
    {
        var message = await (await billing.UploadAsync("nl-wmo:9909", billing.Adapter.Assignment("nl-wmo:9909", "999900080", ["900"]))).Content.ReadFromJsonAsync<JsonElement>();
        (await billing.BackOffice.GetAsync($"v1/messages/{Text(message, "returnMessageId")}/content")).EnsureSuccessStatusCode();

        var client = await billing.AdmitAsync("999900080");
        await Eventually.TrueAsync(() => Task.FromResult(billing.CareRecords.Entries.Any(entry => entry.ClientId == client && entry.What == "billing-message-before-admission")), "the earlier reading to be entered");
        (await billing.BackOffice.GetAsync($"v1/messages/{Text(message, "id")}/content")).EnsureSuccessStatusCode();

        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "billing-message");
        Assert.Equal(client.ToString(), Text(Assert.Single((await billing.GetAsync($"v1/authorisations?clientId={client}")).GetProperty("items").EnumerateArray()), "clientId"));
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "assignments");
    }

    [Fact]
    public async Task Nothing_is_shown_while_the_access_log_cannot_be_written()
    {
        var message = await (await billing.UploadAsync("nl-wmo:9910", billing.Adapter.Assignment("nl-wmo:9910", "999900092", ["1000"]))).Content.ReadFromJsonAsync<JsonElement>();
        var client = await billing.AdmitAsync("999900092");
        await Eventually.TrueAsync(async () => (await billing.GetAsync($"v1/authorisations?clientId={client}")).GetProperty("items").GetArrayLength() == 1, "the client to be known");
        billing.CareRecords.Away = true;

        var answers = await Task.WhenAll(new[] { $"v1/messages/{Text(message, "id")}/content", $"v1/authorisations?clientId={client}" }.Select(path => billing.BackOffice.GetAsync(path)));
        billing.CareRecords.Away = false;

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
    }

    [Fact]
    public async Task A_message_of_25_MB_passes_and_a_larger_one_does_not()
    {
        Assert.Equal(HttpStatusCode.Created, (await billing.UploadAsync("nl-wmo:9911", new byte[25 * 1024 * 1024])).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await billing.UploadAsync("nl-wmo:9911", new byte[25 * 1024 * 1024 + 1])).StatusCode);
    }

    [Fact]
    public async Task An_unknown_payer_and_an_unknown_message_are_not_there()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await billing.UploadAsync("nl-wmo:0001", "x"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.BackOffice.GetAsync($"v1/messages/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.BackOffice.GetAsync($"v1/messages/{Guid.NewGuid()}/content")).StatusCode);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
