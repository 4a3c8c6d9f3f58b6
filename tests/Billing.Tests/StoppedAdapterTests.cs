using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Features;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Billing.Tests;

/// <summary>A claim of 5,000 lines outlives the death of its adapter at any point of the way.</summary>
public sealed class StoppedAdapterTests(StoppedAdapterFixture billing) : IClassFixture<StoppedAdapterFixture>
{
    private const string Payer = "nl-wmo:9901";
    private const int Lines = 5_000;

    [Fact]
    public async Task A_claim_of_5000_lines_is_sent_once_and_paid_whole_although_its_adapter_dies_on_the_way()
    {
        await GiveCareAsync();
        billing.Kills = (2, 2);

        var id = (await (await billing.CloseAsync(Payer, "2026-10")).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        await Eventually.TrueAsync(async () => (await billing.GetAsync($"v1/claims/{id}?limit=1")).GetProperty("state").GetString() == "answered", "the claim to be answered", TimeSpan.FromMinutes(3));

        Assert.Equal(4, billing.Killed);
        var claim = await billing.GetAsync($"v1/claims/{id}?limit=1");
        Assert.Equal(claim.GetProperty("totalMinor").GetInt64(), claim.GetProperty("grantedMinor").GetInt64());
        Assert.Equal(Lines, await billing.ScalarAsync<long>("SELECT count(*) FROM claim_lines WHERE state = 'Granted'"));
        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE kind = 'Claim'"));
        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM messages WHERE kind = 'Answer'"));
        var balances = (await billing.GetAsync($"v1/ledger/balances?payerId={Payer}")).GetProperty("items").EnumerateArray().Select(balance => balance.GetProperty("minorUnits").GetInt64());
        Assert.Equal(0L, balances.Sum());
        await using var scope = billing.Services.CreateAsyncScope();
        Assert.Equal(0, await VerifyLedger.Run(scope.ServiceProvider.GetRequiredService<BillingDb>(), CancellationToken.None));
    }

    /// <summary>Straight into the tables: five thousand clients with numbers of the official test range, an authorisation and two visits each.</summary>
    private async Task GiveCareAsync()
    {
        var numbers = Enumerable.Range(999_900_006, 99_985).Where(Passes).Take(Lines).ToArray();
        Guid[] clients = [.. numbers.Select(bsn => billing.CareRecords.Know($"{bsn}"))];
        await using var command = billing.Database.CreateCommand("INSERT INTO clients (client_id, identifier_hash, version) SELECT client, hash, 1 FROM unnest($1, $2) AS care(client, hash)");
        command.Parameters.AddWithValue(clients);
        command.Parameters.AddWithValue(numbers.Select(bsn => FakeCareRecords.Pseudonym($"{bsn}")).ToArray());
        await command.ExecuteNonQueryAsync();
        await using var rest = billing.Database.CreateCommand("""
            INSERT INTO authorisations (id, payer_id, number, identifier_hash, category, code, "from", withdrawn, decided_at, recorded_at, version)
            SELECT gen_random_uuid(), 'nl-wmo:9901', (100000000 + row_number() OVER ())::text, identifier_hash, '02', '02A03', '2026-01-01', false, '2026-01-01', now(), 1 FROM clients;
            INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at)
            SELECT gen_random_uuid(), 1, client_id, client_id, 'guidance', day + time '09:00', day + time '09:40', day::date, '2026-10', 40, 40, false, now()
            FROM clients, unnest(ARRAY['2026-10-06'::timestamp, '2026-10-13'::timestamp]) AS day;
            INSERT INTO open_months (client_id, month) SELECT client_id, '2026-10' FROM clients;
            """);
        await rest.ExecuteNonQueryAsync();
    }

    private static bool Passes(int bsn)
    {
        var sum = -(bsn % 10);
        for (int weight = 2, rest = bsn / 10; weight <= 9; weight++, rest /= 10) sum += weight * (rest % 10);
        return sum % 11 == 0;
    }
}
