using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>Each misdeed of the payer once, over HTTP. Every test has a payer of its own.</summary>
public sealed class MisbehaviourTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>, IDisposable
{
    private static int _payers;

    private readonly HttpClient _billing = adapter.Billing();
    private readonly string _council = $"E07{Interlocked.Increment(ref _payers):D6}";

    public void Dispose() => _billing.Dispose();

    [Fact]
    public async Task It_rejects_all()
    {
        await SimulateAsync(s => s with { Judge = Judging.Reject, Reason = "RATE" });

        var answer = await AnswerAsync("C1");
        Assert.Equal((ClaimOutcome.Rejected, 0), (answer.Outcome, answer.Granted));
        Assert.All(answer.Lines, l => Assert.Equal("RATE", Assert.Single(l.Codes).Code));
    }

    [Fact]
    public async Task It_refuses_the_whole()
    {
        await SimulateAsync(s => s with { Judge = Judging.Refuse });

        Assert.Equal("DECLINED", Assert.Single((await AnswerAsync("C1")).Codes).Code);
    }

    [Fact]
    public async Task It_rejects_every_second_line() =>
        Assert.Equal([LineOutcome.Granted, LineOutcome.Rejected, LineOutcome.Granted], await OutcomesAsync(s => s with { Judge = Judging.Reject, EveryLine = 2 }));

    [Fact]
    public async Task It_rejects_the_lines_of_a_client() =>
        Assert.Equal([LineOutcome.Rejected, LineOutcome.Rejected, LineOutcome.Granted], await OutcomesAsync(s => s with { Judge = Judging.Reject, Client = Sample.Client }));

    [Fact]
    public async Task It_grants_whatever_the_rules_say() => Assert.All(await OutcomesAsync(s => s with { Judge = Judging.Grant }), outcome => Assert.Equal(LineOutcome.Granted, outcome));

    [Fact]
    public async Task It_behaves_so_for_as_many_messages_as_were_said()
    {
        await SimulateAsync(s => s with { Judge = Judging.Refuse, Messages = 2 });
        foreach (var number in new[] { "C1", "C2", "C3" }) await SendAsync(number);

        Assert.Equal(["refused", "refused", "judged"], (await ReceiveAsync()).Select(m => Header(m)[8]));
        Assert.Null((await StateAsync()).Behaviour);
    }

    [Fact]
    public async Task It_behaves_so_until_it_is_told_otherwise()
    {
        await SimulateAsync(s => s with { Judge = Judging.Refuse });
        await SendAsync("C1");
        Assert.Equal(Judging.Refuse, (await StateAsync()).Behaviour!.Judge);
        await SimulateAsync(s => s);
        await SendAsync("C2");

        Assert.Equal(["refused", "judged"], (await ReceiveAsync()).Select(m => Header(m)[8]));
    }

    [Fact]
    public async Task It_answers_late()
    {
        await SimulateAsync(s => s with { AnswerAfterPolls = 2, Messages = 1 });
        await SendAsync("C1");
        await SendAsync("C2");

        Assert.Equal(["C2"], (await ReceiveAsync()).Select(Claim));
        Assert.Equal(["C2"], (await ReceiveAsync()).Select(Claim));
        Assert.Equal(["C2", "C1"], (await ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task It_answers_twice()
    {
        await SimulateAsync(s => s with { AnswerTwice = true });
        await SendAsync("C1");

        var messages = await ReceiveAsync();
        Assert.Equal(2, messages.Select(m => m.Id).Distinct().Count());
        Assert.Single(messages.Select(m => m.Document.Sha256).Distinct());
    }

    [Fact]
    public async Task It_answers_out_of_order()
    {
        await SimulateAsync(s => s with { OutOfOrder = true, Messages = 3 });
        await SendAsync("C1");
        await SendAsync("C2");
        Assert.Empty(await ReceiveAsync());
        Assert.Equal((0, 2), ((await StateAsync()).Waiting, (await StateAsync()).Hidden));
        await SendAsync("C3");
        await SendAsync("C4");

        Assert.Equal(["C3", "C2", "C1", "C4"], (await ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task What_it_held_back_comes_when_it_is_told_to_behave()
    {
        await SimulateAsync(s => s with { OutOfOrder = true, Messages = 3 });
        await SendAsync("C1");
        await SimulateAsync(s => s);

        Assert.Equal(["C1"], (await ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task It_lies_about_sums()
    {
        await SimulateAsync(s => s with { LieAboutSums = true });

        var answer = await AnswerAsync("C1");
        Assert.Equal(ClaimOutcome.Undecided, answer.Outcome);
        Assert.Contains(answer.Faults, f => f.Code == "sums-do-not-tally");
    }

    [Fact]
    public async Task It_answers_for_another_claim()
    {
        await SimulateAsync(s => s with { AnswerForClaim = "C999" });

        var answer = await AnswerAsync("C1");
        Assert.Equal(("answers-another-claim", "C999"), (Assert.Single(answer.Faults).Code, answer.Message.ClaimNumber));
    }

    [Fact]
    public async Task It_loses_a_message_and_knows_nothing_of_it()
    {
        await SimulateAsync(s => s with { Lose = true, Messages = 1 });
        await SendAsync("C1");
        Assert.Empty(await ReceiveAsync());
        await SendAsync("C1", "again");

        Assert.Equal("judged", Header(Assert.Single(await ReceiveAsync()))[8]);
    }

    [Fact]
    public async Task It_is_away_for_a_while()
    {
        await SimulateAsync(s => s with { Unavailable = true, Messages = 1 });

        using (var response = await TryToSendAsync("C1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
        Assert.Empty(await ReceiveAsync());
        await SendAsync("C1");
        Assert.Single(await ReceiveAsync());
    }

    [Theory]
    [InlineData(Moment.BeforeStoring, 0)]
    [InlineData(Moment.AfterStoring, 1)]
    public async Task It_hangs_before_or_after_it_took_the_message(Moment moment, int taken)
    {
        await SimulateAsync(s => s with { HangSeconds = 60, Hang = moment, Messages = 1 });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TryToSendAsync("C1", ct: patience.Token));

        Assert.Equal(taken, (await ReceiveAsync()).Count);
        await SendAsync("C1");
        Assert.Single(await ReceiveAsync());
    }

    [Fact]
    public async Task It_takes_its_time_and_then_answers()
    {
        await SimulateAsync(s => s with { HangSeconds = 1, Messages = 1 });
        var clock = Stopwatch.StartNew();
        await SendAsync("C1");

        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.9));
        Assert.Single(await ReceiveAsync());
    }

    [Theory]
    [InlineData("""{"payer":"E07000001","messages":0}""")]
    [InlineData("""{"payer":"nobody"}""")]
    [InlineData("""{"payer":"E07000001","judge":"reject","reason":"because it is so"}""")]
    [InlineData("""{"payer":"E07000001","everyLine":2}""")]
    [InlineData("""{"payer":"E07000001","judge":"reject","client":"Mrs Zeegras"}""")]
    [InlineData("""{"payer":"E07000001","outOfOrder":true}""")]
    [InlineData("""{"payer":"E07000001","hangSeconds":61}""")]
    [InlineData("""{"payer":"E07000001","answerAfterPolls":0}""")]
    [InlineData("""{"payer":"E07000001","answerForClaim":"=1"}""")]
    public async Task What_makes_no_sense_is_refused(string simulation)
    {
        using var response = await _billing.PostAsync("simulation", new StringContent(simulation, System.Text.Encoding.UTF8, "application/json"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.DoesNotContain("Zeegras", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_misspelling_is_malformed()
    {
        using var response = await _billing.PostAsJsonAsync("simulation", new { payer = _council, loose = true });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    private async Task<IEnumerable<LineOutcome>> OutcomesAsync(Func<Simulation, Simulation> change)
    {
        await SimulateAsync(change);
        return (await AnswerAsync("C1")).Lines.Select(l => l.Outcome);
    }

    private ClaimToRender ClaimOf(string number) => Sample.Claim(number) with { Payer = new("uk-la", _council) };

    private Task<HttpResponseMessage> TryToSendAsync(string number, string? key = null, CancellationToken ct = default) =>
        _billing.SendAsync($"{_council}-{key ?? number}", RenderClaim.Render(ClaimOf(number), Sample.World).Value!.Documents[0], _council, ct);

    private async Task SendAsync(string number, string? key = null)
    {
        using var response = await TryToSendAsync(number, key);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<AnswerRead> AnswerAsync(string number)
    {
        await SendAsync(number);
        return ReadAnswer.Read(new(Assert.Single(await ReceiveAsync()).Document.Content, Sample.Sent(ClaimOf(number))), Sample.World).Value!;
    }

    private async Task SimulateAsync(Func<Simulation, Simulation> change)
    {
        using var response = await _billing.SimulateAsync(change(new(_council)));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<SimulatedPayer> StateAsync() =>
        (await _billing.GetFromJsonAsync<SimulationState>("simulation", Calls.Json))!.Payers.Single(p => p.Payer == _council);

    private Task<IReadOnlyList<IncomingMessage>> ReceiveAsync() => _billing.ReceiveAsync(_council);

    private static string[] Header(IncomingMessage message) => Sample.Lines(message.Document.Content)[1].Split(',');

    private static string Claim(IncomingMessage message) => Header(message)[6];
}
