using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Tests;

public sealed class ImportTests(SocialMapFixture service)
{
    [Fact]
    public async Task The_demo_s_directory_is_imported_whole_and_again_changes_nothing()
    {
        var first = await service.ImportAsync("demo", TestDirectory.Demo);
        Assert.Empty((await service.ReportAsync(first.Id)).Where(line => line.Outcome is ImportOutcome.Refused).Select(line => $"{line.Place} {line.Reason}"));
        Assert.Equal((ImportState.Done, 46, 0, 0, 0), (first.State, first.New, first.Changed, first.Gone, first.Refused));

        var again = await service.ImportAsync("demo", TestDirectory.Demo);
        Assert.Equal((ImportState.Done, 0, 0, 46, 0, 0), (again.State, again.New, again.Changed, again.Unchanged, again.Gone, again.Refused));
    }
}
