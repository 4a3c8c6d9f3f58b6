using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

public sealed class StoryTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_client_s_month_ends_with_an_answered_claim()
    {
        Assert.Equal(0, await platform.PlayAsync(Cancellation));
        await platform.ReconcileAsync();
    }

    [Fact]
    public async Task The_story_ends_right_although_every_process_is_killed_while_it_plays()
    {
        Programs.NeedLong();
        var story = platform.PlayAsync(Cancellation);
        foreach (var process in platform.Installation.Processes.Select(process => process.Name).Where(name => name != "epmd").ToList())
        {
            if (story.IsCompleted)
                break;
            platform.Installation.Kill(process);
            await platform.ReadyAsync();
        }
        Assert.Equal(0, await story);
        await platform.ReconcileAsync();
    }

    [Fact]
    public async Task A_story_that_was_broken_off_is_finished_by_resume()
    {
        using (var breakOff = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var before = platform.Plays().Count;
            var story = platform.PlayAsync(breakOff.Token);
            await Eventually.TrueAsync(() => Task.FromResult(platform.Plays() is var plays && plays.Count > before && plays[^1].Replies.Count > 3), "the story to be under way");
            await breakOff.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => story);
        }
        Assert.Equal(0, await platform.PlayAsync(Cancellation, "--resume"));
        await platform.ReconcileAsync();
    }

    [Theory]
    [InlineData("billing", "verify-ledger")]
    [InlineData("care-records", "verify-access-log")]
    public Task What_is_proved_from_the_beginning_holds(string service, string command) => platform.CommandAsync(service, command);
}
