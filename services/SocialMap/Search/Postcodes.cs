using System.Globalization;
using System.Security.Cryptography;
using Buurtzorg.Platform;
using Npgsql;

namespace Buurtzorg.SocialMap.Search;

/// <summary>Section <c>Postcodes</c>.</summary>
internal sealed class PostcodeSettings
{
    public const string Mistake = "Postcodes:File does not exist; it is a CSV with the heading postcode,latitude,longitude. Leave it out where nobody searches by distance.";

    /// <summary>The table of the install: where each postcode lies.</summary>
    public string? File { get; init; }

    public bool Exists => File is null || System.IO.File.Exists(File);
}

/// <summary>Where postcodes lie, from the table that the install brought.</summary>
internal sealed class Postcodes(NpgsqlDataSource database)
{
    /// <summary>With or without spaces; where only its beginning is known, as with four digits in the Netherlands, the first that begins so.</summary>
    public async Task<(double Latitude, double Longitude)?> FindAsync(string postcode, CancellationToken ct)
    {
        var wanted = Normal(postcode);
        if (wanted.Length < 3)
            return null;
        await using var find = database.CreateCommand("SELECT latitude, longitude FROM postcodes WHERE postcode >= $1 AND postcode < $1 || '~' ORDER BY postcode LIMIT 1");
        find.Parameters.Add(new() { Value = wanted });
        await using var reader = await find.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetDouble(0), reader.GetDouble(1)) : null;
    }

    internal static string Normal(string postcode) => string.Concat(postcode.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}

/// <summary>Takes the table over at the start, when its file is another than last time.</summary>
internal sealed class LoadPostcodes(NpgsqlDataSource database, PostcodeSettings settings, IServiceProvider services, ILogger<LoadPostcodes> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.File is not { } file)
            return;
        await services.SchemaReadyAsync(stoppingToken);
        await using (var stream = File.OpenRead(file))
            await LoadAsync(file, await SHA256.HashDataAsync(stream, stoppingToken), stoppingToken);
    }

    private async Task LoadAsync(string file, byte[] hash, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using (var other = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtext('social-map.postcodes'))", connection))
            await other.ExecuteNonQueryAsync(ct);
        await using (var same = new NpgsqlCommand("SELECT EXISTS (SELECT FROM postcode_file WHERE hash = $1)", connection) { Parameters = { new() { Value = hash } } })
            if (await same.ExecuteScalarAsync(ct) is true)
                return;
        await using (var forget = new NpgsqlCommand("TRUNCATE postcodes, postcode_file", connection))
            await forget.ExecuteNonQueryAsync(ct);
        var (known, wrong) = (new HashSet<string>(), 0);
        await using (var copy = await connection.BeginBinaryImportAsync("COPY postcodes (postcode, latitude, longitude) FROM STDIN (FORMAT binary)", ct))
        {
            foreach (var line in File.ReadLines(file).Skip(1))
                if (line.Split(',') is [var postcode, var north, var east] && Postcodes.Normal(postcode) is { Length: > 0 } normal
                    && double.TryParse(north, CultureInfo.InvariantCulture, out var latitude) && double.TryParse(east, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(latitude) <= 85 && Math.Abs(longitude) <= 180)
                {
                    if (known.Add(normal))
                        await copy.WriteRowAsync(ct, normal, latitude, longitude);
                }
                else
                    wrong++;
            await copy.CompleteAsync(ct);
        }
        await using (var remember = new NpgsqlCommand("INSERT INTO postcode_file (hash) VALUES ($1)", connection) { Parameters = { new() { Value = hash } } })
            await remember.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        log.LogInformation("The table of postcodes has {Postcodes} of them; {Lines} lines of its file could not be read.", known.Count, wrong);
    }
}
