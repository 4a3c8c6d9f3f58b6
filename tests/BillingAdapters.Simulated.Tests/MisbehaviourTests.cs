using System.Diagnostics;
using System.Net;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>Each misdeed of the payer once, over HTTP. Every test has a payer of its own.</summary>
public sealed class MisbehaviourTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>, IDisposable
{
    private readonly TestPayer _payer = new(adapter);

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task It_rejects_all()
    {
        await _payer.SimulateAsync(s => s with { Judge = Judging.Reject, Reason = "RATE" });

        var answer = await AnswerAsync("C1");
        Assert.Equal((ClaimOutcome.Rejected, 0), (answer.Outcome, answer.Granted));
        Assert.All(answer.Lines, l => Assert.Equal("RATE", Assert.Single(l.Codes).Code));
    }

    [Fact]
    public async Task It_refuses_the_whole()
    {
        await _payer.SimulateAsync(s => s with { Judge = Judging.Refuse });

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
        await _payer.SimulateAsync(s => s with { Judge = Judging.Refuse, Messages = 2 });
        foreach (var number in new[] { "C1", "C2", "C3" }) await SendAsync(number);

        Assert.Equal(["refused", "refused", "judged"], (await _payer.ReceiveAsync()).Select(m => Header(m)[8]));
        Assert.Null((await _payer.StateAsync()).Behaviour);
    }

    [Fact]
    public async Task It_behaves_so_until_it_is_told_otherwise()
    {
        await _payer.SimulateAsync(s => s with { Judge = Judging.Refuse });
        await SendAsync("C1");
        Assert.Equal(Judging.Refuse, (await _payer.StateAsync()).Behaviour!.Judge);
        await _payer.SimulateAsync(s => s);
        await SendAsync("C2");

        Assert.Equal(["refused", "judged"], (await _payer.ReceiveAsync()).Select(m => Header(m)[8]));
    }

    [Fact]
    public async Task It_answers_late()
    {
        await _payer.SimulateAsync(s => s with { AnswerAfterPolls = 2, Messages = 1 });
        await SendAsync("C1");
        await SendAsync("C2");

        Assert.Equal(["C2"], (await _payer.ReceiveAsync()).Select(Claim));
        Assert.Equal(["C2"], (await _payer.ReceiveAsync()).Select(Claim));
        Assert.Equal(["C2", "C1"], (await _payer.ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task It_answers_twice()
    {
        await _payer.SimulateAsync(s => s with { AnswerTwice = true });
        await SendAsync("C1");

        var messages = await _payer.ReceiveAsync();
        Assert.Equal(2, messages.Select(m => m.Id).Distinct().Count());
        Assert.Single(messages.Select(m => m.Document.Sha256).Distinct());
    }

    [Fact]
    public async Task It_answers_out_of_order()
    {
        await _payer.SimulateAsync(s => s with { OutOfOrder = true, Messages = 3 });
        await SendAsync("C1");
        await SendAsync("C2");
        Assert.Empty(await _payer.ReceiveAsync());
        Assert.Equal((0, 2), ((await _payer.StateAsync()).Waiting, (await _payer.StateAsync()).Hidden));
        await SendAsync("C3");
        await SendAsync("C4");

        Assert.Equal(["C3", "C2", "C1", "C4"], (await _payer.ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task What_it_held_back_comes_when_it_is_told_to_behave()
    {
        await _payer.SimulateAsync(s => s with { OutOfOrder = true, Messages = 3 });
        await SendAsync("C1");
        await _payer.SimulateAsync(s => s);

        Assert.Equal(["C1"], (await _payer.ReceiveAsync()).Select(Claim));
    }

    [Fact]
    public async Task It_lies_about_sums()
    {
        await _payer.SimulateAsync(s => s with { LieAboutSums = true });

        var answer = await AnswerAsync("C1");
        Assert.Equal(ClaimOutcome.Undecided, answer.Outcome);
        Assert.Contains(answer.Faults, f => f.Code == "sums-do-not-tally");
    }

    [Fact]
    public async Task It_answers_for_another_claim()
    {
        await _payer.SimulateAsync(s => s with { AnswerForClaim = "C999" });

        var answer = await AnswerAsync("C1");
        Assert.Equal(("answers-another-claim", "C999"), (Assert.Single(answer.Faults).Code, answer.Message.ClaimNumber));
    }

    [Fact]
    public async Task It_loses_a_message_and_knows_nothing_of_it()
    {
        await _payer.SimulateAsync(s => s with { Lose = true, Messages = 1 });
        await SendAsync("C1");
        Assert.Empty(await _payer.ReceiveAsync());
        await SendAsync("C1", "again");

        Assert.Equal("judged", Header(Assert.Single(await _payer.ReceiveAsync()))[8]);
    }

    [Fact]
    public async Task It_is_away_for_a_while()
    {
        await _payer.SimulateAsync(s => s with { Unavailable = true, Messages = 1 });

        using (var response = await TryToSendAsync("C1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
        Assert.Empty(await _payer.ReceiveAsync());
        await SendAsync("C1");
        Assert.Single(await _payer.ReceiveAsync());
    }

    [Theory]
    [InlineData(Moment.BeforeStoring, 0)]
    [InlineData(Moment.AfterStoring, 1)]
    public async Task It_hangs_before_or_after_it_took_the_message(Moment moment, int taken)
    {
        await _payer.SimulateAsync(s => s with { HangSeconds = 60, Hang = moment, Messages = 1 });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => TryToSendAsync("C1", ct: patience.Token));

        Assert.Equal(taken, (await _payer.ReceiveAsync()).Count);
        await SendAsync("C1");
        Assert.Single(await _payer.ReceiveAsync());
    }

    [Fact]
    public async Task It_takes_its_time_and_then_answers()
    {
        await _payer.SimulateAsync(s => s with { HangSeconds = 1, Messages = 1 });
        var clock = Stopwatch.StartNew();
        await SendAsync("C1");

        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(0.9));
        Assert.Single(await _payer.ReceiveAsync());
    }

    private async Task<IEnumerable<LineOutcome>> OutcomesAsync(Func<Simulation, Simulation> change)
    {
        await _payer.SimulateAsync(change);
        return (await AnswerAsync("C1")).Lines.Select(l => l.Outcome);
    }

    private Task<HttpResponseMessage> TryToSendAsync(string number, string? key = null, CancellationToken ct = default) =>
        _payer.TryToSendAsync(TestPayer.Render(_payer.Claim(number)), key ?? number, ct);

    private Task SendAsync(string number, string? key = null) => _payer.SendAsync(TestPayer.Render(_payer.Claim(number)), key ?? number);

    private async Task<AnswerRead> AnswerAsync(string number)
    {
        await SendAsync(number);
        return TestPayer.Read(Assert.Single(await _payer.ReceiveAsync()), _payer.Claim(number));
    }

    private static string[] Header(IncomingMessage message) => Sample.Lines(message.Document.Content)[1].Split(',');

    private static string Claim(IncomingMessage message) => Header(message)[6];
}
