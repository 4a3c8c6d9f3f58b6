using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// A month at the size of Buurtzorg Nederland, written into billing's tables with COPY in the order in which visits happen: 100,000 clients with an
/// authorisation each, 24 visits to each of them. Payers differ in size, from a village to a city.
/// </summary>
internal sealed class NationalMonth(DateOnly first)
{
    public const int Clients = 100_000, VisitsEach = 24, Visits = Clients * VisitsEach;

    /// <summary>Clients of the payer with each number; the smallest and the largest first, because what rendering the claims before has left in memory would count.</summary>
    public static readonly IReadOnlyList<int> ClientsOfPayer = [1_000, 40_000, 20_000, 10_000, 5_000, 5_000, 5_000, 5_000, 4_000, 3_000, 2_000];

    private readonly DateTimeOffset _recorded = new(first.AddMonths(1), new TimeOnly(3, 0), TimeSpan.Zero);

    public static string Payer(int number) => $"nl-wmo:{9901 + number}";

    public async Task LoadAsync(NpgsqlDataSource billing, CancellationToken ct)
    {
        await using var connection = await billing.OpenConnectionAsync(ct);
        await CopyAsync(connection, "clients (client_id, identifier_hash, version)", Clients, async (copy, number) =>
        {
            await copy.WriteAsync(IdOf(number), ct);
            await copy.WriteAsync($"pseudonym {number}", ct);
            await copy.WriteAsync(1L, ct);
        }, ct);
        await CopyAsync(connection, """authorisations (id, payer_id, number, identifier_hash, category, code, "from", volume_amount, volume_unit, volume_per, withdrawn, decided_at, message_id, recorded_at)""", Clients, async (copy, number) =>
        {
            await copy.WriteAsync(IdOf(number), ct);
            await copy.WriteAsync(PayerOf(number), ct);
            await copy.WriteAsync($"{100_000_000 + number}", ct);
            await copy.WriteAsync($"pseudonym {number}", ct);
            await copy.WriteAsync("02", ct);
            await copy.WriteAsync("02A03", ct);
            await copy.WriteAsync(first.AddMonths(-6), ct);
            await copy.WriteAsync(300L, ct);
            await copy.WriteAsync("Minute", ct);
            await copy.WriteAsync("Week", ct);
            await copy.WriteAsync(false, ct);
            await copy.WriteAsync(first.AddMonths(-7).ToDateTime(default), NpgsqlDbType.Timestamp, ct);
            await copy.WriteAsync(IdOf(number), ct);
            await copy.WriteAsync(_recorded.AddMonths(-7), ct);
        }, ct);
        await CopyAsync(connection, "deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at)", Visits, async (copy, number) =>
        {
            var (round, client) = (number / Clients, number % Clients); // everybody's first visit, then everybody's second
            var day = first.AddDays(round * 28 / VisitsEach);
            var start = new DateTimeOffset(day, new TimeOnly(6 + client % 12, client % 60), TimeSpan.Zero);
            var minutes = 20 + (client + 7 * round) % 30;
            await copy.WriteAsync(IdOf(number), ct);
            await copy.WriteAsync(2L, ct);
            await copy.WriteAsync(IdOf(client), ct);
            await copy.WriteAsync(IdOf(client % 900), ct);
            await copy.WriteAsync("guidance", ct);
            await copy.WriteAsync(start, ct);
            await copy.WriteAsync(start.AddMinutes(minutes), ct);
            await copy.WriteAsync(day, ct);
            await copy.WriteAsync($"{day:yyyy-MM}", ct);
            await copy.WriteAsync(minutes, ct);
            await copy.WriteAsync(minutes, ct);
            await copy.WriteAsync(false, ct);
            await copy.WriteAsync(start.AddHours(2), ct);
        }, ct);
        await CopyAsync(connection, "open_months (client_id, month, marks)", Clients, async (copy, number) =>
        {
            await copy.WriteAsync(IdOf(number), ct);
            await copy.WriteAsync($"{first:yyyy-MM}", ct);
            await copy.WriteAsync((long)VisitsEach, ct);
        }, ct);
        await BenchInstallation.RunAsync(billing, "VACUUM ANALYZE", ct);
    }

    private static string PayerOf(int client)
    {
        var payer = 0;
        for (var last = ClientsOfPayer[0]; client >= last; last += ClientsOfPayer[payer]) payer++;
        return Payer(payer);
    }

    private static Guid IdOf(int number) => Guid.Parse($"01920000-0000-7000-8000-{number:x12}");

    private static async Task CopyAsync(NpgsqlConnection connection, string into, int rows, Func<NpgsqlBinaryImporter, int, Task> row, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {into} FROM STDIN (FORMAT binary)", ct);
        for (var number = 0; number < rows; number++)
        {
            await copy.StartRowAsync(ct);
            await row(copy, number);
        }
        await copy.CompleteAsync(ct);
    }
}
