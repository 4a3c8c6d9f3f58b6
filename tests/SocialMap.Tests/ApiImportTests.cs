using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using static Buurtzorg.SocialMap.Tests.TestDirectory;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>Import over an API of the standard: thin pages, details at their own address, and everything that can go wrong on the way.</summary>
public sealed class ApiImportTests(SocialMapFixture service)
{
    [Fact]
    public async Task Page_by_page_and_detail_by_detail_everything_comes_and_again_changes_nothing()
    {
        await using var api = new OpenApi(250);
        var source = api.Source;

        var first = await service.ImportAsync(source, api.Address);
        Assert.Equal((ImportState.Done, 251, 0), (first.State, first.New, first.Refused)); // with the taxonomy
        Assert.Equal(250, await service.InDbAsync(db => db.Entries.CountAsync(entry => entry.Source == source && entry.Kind == "service" && EF.Functions.JsonExists(entry.Document, "schedules"))));

        var again = await service.ImportAsync(source, api.Address);
        Assert.Equal((0, 0, 0, 251), (again.New, again.Changed, again.Gone, again.Unchanged));
    }

    [Fact]
    public async Task What_the_api_has_no_more_is_gone_and_what_only_slipped_between_pages_is_not()
    {
        await using var api = new OpenApi(120);
        await service.ImportAsync(api.Source, api.Address);
        var (deleted, slipped) = (api.Services[5], api.Services[6]);
        api.Services.Remove(deleted);
        api.Hidden = slipped;

        var second = await service.ImportAsync(api.Source, api.Address);

        Assert.Equal((ImportState.Done, 1), (second.State, second.Gone));
        Assert.Equal(Guid.Parse(deleted["id"]!.GetValue<string>()), Assert.Single(await service.ReportAsync(second.Id)).EntryId);
    }

    [Theory]
    [InlineData("vanished", "is not found")]
    [InlineData("away", "does not answer")]
    [InlineData("half", "is not whole")]
    [InlineData("html", "no JSON")]
    [InlineData("empty", null)]
    [InlineData("details", "does not answer")]
    public async Task A_source_that_vanishes_or_answers_half_makes_nothing_go(string how, string? reason)
    {
        await using var api = new OpenApi(130);
        await service.ImportAsync(api.Source, api.Address);
        api.Trouble = how;

        var broken = await service.ImportAsync(api.Source, api.Address);

        Assert.Equal((reason is null ? ImportState.Done : ImportState.Failed, 0, 0), (broken.State, broken.Gone, broken.Changed));
        if (reason is not null)
            Assert.Contains(reason, broken.Reason, StringComparison.Ordinal);
        Assert.Equal(130, await service.InDbAsync(db => db.Entries.CountAsync(entry => entry.Source == api.Source && entry.Kind == "service" && entry.GoneSince == null)));

        api.Trouble = "";
        Assert.Equal(131, (await service.ImportAsync(api.Source, api.Address)).Unchanged);
    }

    [Fact]
    public async Task Our_own_open_directory_can_be_imported_by_another_install()
    {
        using var folder = new TestDirectory().With("services.json", new[] { AService("Van ons", latitude: 53.32, longitude: 6.86, byday: "MO") });
        await using var ours = new SocialMapFixture();
        await ours.InitializeAsync();
        await ours.ImportAsync("ours", folder.Path);

        var taken = await service.ImportAsync($"theirs{Guid.NewGuid():N}", $"{ours.Address}open-referral-uk");

        Assert.Equal((ImportState.Done, 1, 0), (taken.State, taken.New, taken.Refused));
        Assert.Equal(ImportState.Done, taken.State);
    }

    private sealed class OpenApi : IAsyncDisposable
    {
        private readonly StubServer _server = new();

        public OpenApi(int services)
        {
            Services = [.. Enumerable.Range(0, services).Select(number => AService($"Dienst {number}", byday: "MO,TU"))];
            _server.Handle = HandleAsync;
        }

        public List<JsonObject> Services { get; }
        public JsonObject? Hidden { get; set; }
        public string Trouble { get; set; } = "";
        public string Source { get; } = $"api{Guid.NewGuid():N}";
        public string Address => $"{_server.Address}directory";

        private async Task HandleAsync(HttpContext context)
        {
            var path = context.Request.Path.Value!["/directory/".Length..].Split('/');
            var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1");
            if (Trouble == "vanished" || path is ["taxonomy_terms", ..])
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            else if (Trouble == "away" && page > 1 || Trouble == "details" && path.Length == 2)
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            else if (Trouble == "html")
                await context.Response.WriteAsync("<html>under construction</html>");
            else if (path is ["services", var id])
            {
                if (Services.Find(service => service["id"]!.GetValue<string>() == id) is { } found)
                    await context.Response.WriteAsync(found.ToJsonString());
                else
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
            }
            else if (path is ["services"])
                await context.Response.WriteAsync(Page(Trouble == "empty" ? [] : [.. Services.Where(service => service != Hidden).Select(service => new JsonObject { ["id"] = service["id"]!.DeepClone(), ["name"] = service["name"]!.DeepClone(), ["status"] = "active" })],
                    page, int.Parse(context.Request.Query["per_page"]!)));
            else
                await context.Response.WriteAsync(Page([new() { ["id"] = $"{new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(Source)))}", ["name"] = "Indeling", ["description"] = "Alles" }], page, 100));
        }

        private string Page(List<JsonObject> all, int number, int size)
        {
            var pages = (all.Count + size - 1) / size;
            var some = all.Skip((number - 1) * size).Take(size).ToList();
            var contents = new JsonArray([.. some.SkipLast(Trouble == "half" && number == pages ? 10 : 0)]);
            return new JsonObject { ["total_items"] = all.Count, ["total_pages"] = pages, ["page_number"] = number, ["size"] = some.Count, ["last_page"] = number >= pages, ["contents"] = contents }.ToJsonString();
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}
