using System.Collections.Concurrent;
using System.Diagnostics;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Platform;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>
/// Delivers the next events of one subscription: in order within a lane, a few lanes at once. A receiver that is away stops the turn; a refused event
/// stops its lane. What was delivered beyond the cursor is remembered in this replica, so that it goes twice only when the replica dies.
/// </summary>
internal sealed class WebhookTurn(PublicLog log, WebhookSender sender, Parking parking, FieldEncryption encryption, TimeProvider clock)
{
    private const int Page = 200, Lanes = 8;
    private readonly ConcurrentDictionary<Guid, (long Run, HashSet<long> Sequences)> _ahead = new();

    public async Task RunAsync(Turn turn, Result result, CancellationToken ct)
    {
        var secrets = new[] { turn.SealedSecret, turn.SealedOldSecret }.OfType<byte[]>().Select(sealedSecret => encryption.DecryptText(sealedSecret)).ToArray();
        var receiver = new Uri(turn.Url!);
        var halted = new Halt(turn, result, clock);
        if (turn.HasParked)
            foreach (var parked in await parking.DueAsync(turn, ct))
                if (!halted.Is)
                    await RetryAsync(turn, parked, receiver, secrets, result, halted, ct);
        var (waiting, parkedEvents) = turn.HasParked ? await parking.LanesAsync(turn, ct) : ([], 0);

        var stretch = await log.ReadAsync(turn.Audience, turn.Cursor, Page, ct);
        var ahead = _ahead.TryGetValue(turn.Id, out var remembered) && remembered.Run == turn.Run ? remembered.Sequences : [];
        var check = new StillTold(log, stretch.Events);
        ConcurrentDictionary<long, bool> done = [];
        ConcurrentBag<(Event, bool Refused)> park = [];
        var room = Parking.Most - parkedEvents;
        await Parallel.ForEachAsync(stretch.Events.GroupBy(@event => @event.Lane), new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = ct }, async (lane, _) =>
        {
            var stands = waiting.Contains(lane.Key);
            foreach (var @event in lane)
            {
                if (halted.Is)
                    return;
                if (ahead.Contains(@event.Sequence) || !await check.IsAsync(@event, ct))
                {
                    done[@event.Sequence] = true;
                    continue;
                }
                if (!stands)
                {
                    var sent = await SendAsync(receiver, secrets, @event.Sequence, @event.Id, @event.Body, result, ct);
                    if (sent.Answer is Answer.Delivered)
                    {
                        done[@event.Sequence] = true;
                        continue;
                    }
                    if (sent.Answer is not Answer.Refused)
                    {
                        halted.By(sent);
                        return;
                    }
                }
                if (Interlocked.Decrement(ref room) < 0)
                {
                    halted.By(new(Answer.Away, "too-many-refused", null, TimeSpan.Zero));
                    return;
                }
                park.Add((@event, !stands));
                done[@event.Sequence] = stands = true;
            }
        });
        if (!park.IsEmpty)
            await parking.ParkAsync(turn, [.. park], ct);

        var left = stretch.Events.Where(@event => !done.ContainsKey(@event.Sequence)).Select(@event => @event.Sequence).DefaultIfEmpty(stretch.Upto + 1).Min();
        result.Cursor = left - 1;
        _ahead[turn.Id] = (turn.Run, [.. done.Keys.Where(sequence => sequence > result.Cursor)]);
        result.More = !halted.ByReceiver && (halted.Is || stretch.Upto < stretch.Head);
        if (!halted.ByReceiver)
            (result.Failures, result.FailingSince, result.RetryAt) = (0, null, null);
    }

    private async Task RetryAsync(Turn turn, Parked parked, Uri receiver, string[] secrets, Result result, Halt halted, CancellationToken ct)
    {
        if (parked is not { EventId: { } id, Body: { } body })
        {
            await parking.LeaveAsync(turn, parked, ct); // no longer told, or no longer kept
            return;
        }
        var sent = await SendAsync(receiver, secrets, parked.Sequence, id, body, result, ct);
        if (sent.Answer is Answer.Delivered)
        {
            await parking.LeaveAsync(turn, parked, ct);
        }
        else if (sent.Answer is not Answer.Refused)
        {
            halted.By(sent);
        }
        else if (clock.GetUtcNow() - parked.RefusedAt >= BackOff.GiveUpAfter)
        {
            lock (result.Tried)
                result.Tried.Add(new(clock.GetUtcNow(), parked.Sequence, "given-up", null, TimeSpan.Zero));
            await parking.LeaveAsync(turn, parked, ct);
        }
        else
        {
            await parking.RefusedAgainAsync(turn, parked, sent.RetryAfter, ct);
        }
    }

    private async Task<Sent> SendAsync(Uri receiver, string[] secrets, long sequence, Guid id, byte[] body, Result result, CancellationToken ct)
    {
        var at = clock.GetUtcNow();
        var sent = await sender.SendAsync(receiver, secrets, id, body, ct);
        Measures.Delivered("webhook", sent.Answer, sent.Outcome, sent.Took);
        lock (result.Tried)
            result.Tried.Add(new(at, sequence, sent.Outcome, sent.Status, sent.Took));
        return sent;
    }

    /// <summary>Why a turn takes nothing new.</summary>
    private sealed class Halt(Turn turn, Result result, TimeProvider clock)
    {
        private readonly long _began = Stopwatch.GetTimestamp();
        private int _byReceiver;

        public bool ByReceiver => Volatile.Read(ref _byReceiver) == 1;
        public bool Is => ByReceiver || Stopwatch.GetElapsedTime(_began) > Turns.Longest;

        public void By(Sent sent)
        {
            if (Interlocked.Exchange(ref _byReceiver, 1) == 1)
                return;
            var now = clock.GetUtcNow();
            result.Failures = turn.Failures + 1;
            result.FailingSince = turn.FailingSince ?? now;
            result.RetryAt = now + BackOff.After(result.Failures, sent.RetryAfter, Random.Shared.NextDouble());
            result.DisableBecause = sent.Answer is Answer.Gone ? "gone"
                : now - result.FailingSince >= BackOff.GiveUpAfter ? "away-for-three-days"
                : null;
        }
    }
}

/// <summary>Looks again once a second whether what was read may still be told.</summary>
internal sealed class StillTold(PublicLog log, IReadOnlyList<Event> events)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _one = new(1);
    private long _looked = Stopwatch.GetTimestamp();
    private HashSet<long>? _told;

    public async ValueTask<bool> IsAsync(Event @event, CancellationToken ct)
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _looked)) > Fresh)
        {
            await _one.WaitAsync(ct);
            try
            {
                if (Stopwatch.GetElapsedTime(_looked) > Fresh)
                {
                    _told = await log.StillToldAsync([.. events.Select(one => one.Sequence)], ct);
                    _looked = Stopwatch.GetTimestamp();
                }
            }
            finally
            {
                _one.Release();
            }
        }
        return _told?.Contains(@event.Sequence) ?? true;
    }
}
