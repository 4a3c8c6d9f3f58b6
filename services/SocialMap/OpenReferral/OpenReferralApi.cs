using System.Text.Json.Nodes;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace Buurtzorg.SocialMap.OpenReferral;

/// <summary>
/// The directory as Open Referral UK 3.0 wants it, at the standard's own paths, for everybody and for pages of any origin. Its pages are numbered and say how
/// many there are, so unlike a search here they cost more as the directory grows; who takes everything reads page after page.
/// </summary>
internal static class OpenReferralApi
{
    private const string Base = "/open-referral-uk", Profile = "https://docs.openreferraluk.org/";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup(Base).AllowAnonymous().ExcludeFromDescription().AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.AccessControlAllowOrigin = "*";
            return next(context);
        });
        open.MapGet("", (HttpRequest request) => TypedResults.Json(new JsonObject { ["version"] = "HSDS-UK-3.0", ["profile"] = Profile, ["openapi_url"] = $"{request.Scheme}://{request.Host}{request.PathBase}{Base}/openapi.json" }));
        open.MapGet("openapi.json", () => Results.Stream(typeof(OpenReferralApi).Assembly.GetManifestResourceStream("open-referral-uk.json")!, "application/json"));
        open.MapGet("services", ListServices);
        open.MapGet("services/{id:guid}", ShowService);
        open.MapGet("service_at_locations", ListPlaces);
        open.MapGet("service_at_locations/{id:guid}", ShowPlace);
        foreach (var (path, kind) in new[] { ("taxonomies", EntryKinds.Taxonomy), ("taxonomy_terms", EntryKinds.TaxonomyTerm) })
        {
            open.MapGet(path, ([AsParameters] NumberedPage page, NpgsqlDataSource database, CancellationToken ct) => ListAsync(kind, page, new OpenFilter(null, null, null, null, null, null, null, null), database, ct));
            open.MapGet(path + "/{id:guid}", (Guid id, NpgsqlDataSource database, CancellationToken ct) => ShowAsync(kind, id, database, ct));
        }
        open.MapMethods("{**any}", [HttpMethods.Options], (HttpResponse response) =>
        {
            response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
            response.Headers.AccessControlAllowHeaders = "*";
            return TypedResults.NoContent();
        });
    }

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ListServices([AsParameters] NumberedPage page, [AsParameters] OpenFilter filter, NpgsqlDataSource database, CancellationToken ct) =>
        ListAsync(EntryKinds.Service, page, filter, database, ct);

    private static Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ShowService(Guid id, NpgsqlDataSource database, CancellationToken ct) => ShowAsync(EntryKinds.Service, id, database, ct);

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ListAsync(string kind, NumberedPage page, OpenFilter filter, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand { Connection = connection };
        if (!(await filter.ConditionsAsync(connection, "e.id", command.Parameters, ct)).Accepted(out var conditions, out var refusal))
            return refusal.ToProblem();
        var where = string.Join(" AND ", conditions.Prepend($"e.kind = '{kind}' AND e.gone_since IS NULL"));
        command.CommandText = $"SELECT count(*) FROM entries e WHERE {where}";
        var total = (long)(await command.ExecuteScalarAsync(ct))!;
        // What stands on the page is found before the documents are fetched.
        command.CommandText = $"SELECT document FROM entries WHERE kind = '{kind}' AND id IN (SELECT e.id FROM entries e WHERE {where} ORDER BY e.id LIMIT {page.PerPage} OFFSET {page.Skip}) ORDER BY id";
        var contents = new JsonArray();
        await foreach (var document in DocumentsAsync(command, ct))
            contents.Add(kind == EntryKinds.Service ? Shapes.Thin(document) : document);
        return TypedResults.Json(page.Of(total, contents));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ShowAsync(string kind, Guid id, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT document FROM entries WHERE kind = $1 AND id = $2 AND gone_since IS NULL");
        command.Parameters.Add(new() { Value = kind });
        command.Parameters.Add(new() { Value = id });
        await foreach (var document in DocumentsAsync(command, ct))
            return TypedResults.Json(document);
        return Refusal.NotFound().ToProblem();
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ListPlaces(
        [AsParameters] NumberedPage page, [AsParameters] OpenFilter filter, [AsParameters] OpenNear near, Postcodes postcodes, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var command = new NpgsqlCommand { Connection = connection };
        if (!(await filter.ConditionsAsync(connection, "p.service_id", command.Parameters, ct)).Accepted(out var conditions, out var refusal)
            || !(await near.ConditionAsync(postcodes, "p.position", command.Parameters, ct)).Accepted(out var distance, out refusal))
            return refusal.ToProblem();
        var where = string.Join(" AND ", conditions.Prepend(distance));
        command.CommandText = $"SELECT count(*) FROM service_places p WHERE {where}";
        var total = (long)(await command.ExecuteScalarAsync(ct))!;
        command.CommandText = $"""
            SELECT e.document, p.id FROM (SELECT p.id, p.service_id FROM service_places p WHERE {where} ORDER BY p.id, p.service_id LIMIT {page.PerPage} OFFSET {page.Skip}) p
            JOIN entries e ON e.kind = 'service' AND e.id = p.service_id ORDER BY p.id, p.service_id
            """;
        var contents = new JsonArray();
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            contents.Add(Shapes.AtLocation(JsonNode.Parse(reader.GetString(0))!.AsObject(), reader.GetGuid(1), thin: true));
        return TypedResults.Json(page.Of(total, contents));
    }

    private static async Task<Results<JsonHttpResult<JsonObject>, ProblemHttpResult>> ShowPlace(Guid id, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("SELECT e.document FROM service_places p JOIN entries e ON e.kind = 'service' AND e.id = p.service_id WHERE p.id = $1 ORDER BY p.service_id LIMIT 1");
        command.Parameters.Add(new() { Value = id });
        await foreach (var document in DocumentsAsync(command, ct))
            if (Shapes.AtLocation(document, id, thin: false) is { } place)
                return TypedResults.Json(place);
        return Refusal.NotFound().ToProblem();
    }

    private static async IAsyncEnumerable<JsonObject> DocumentsAsync(NpgsqlCommand command, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            yield return JsonNode.Parse(reader.GetString(0))!.AsObject();
    }
}
