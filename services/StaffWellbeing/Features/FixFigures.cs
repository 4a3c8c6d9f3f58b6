using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>
/// Fixes the figures of months that are over, and forgets what nothing needs any more. It runs every hour on every replica; whoever comes first fixes
/// a month, and once.
/// </summary>
internal sealed class FixFigures(IServiceProvider services, InstallTimeZone zone, TimeProvider clock, ILogger<FixFigures> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await using var scope = services.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, zone.Today(clock), stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Figures of the past month could not be fixed ({Exception}); it is tried again in an hour.", exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal static async Task RunAsync(IServiceProvider scope, DateOnly today, CancellationToken ct)
    {
        var db = scope.GetRequiredService<StaffWellbeingDb>();
        await db.FixSicknessAsync(Months.Of(today.AddDays(-DaysToTell)).AddMonths(-1), ct);
        await db.Absences.Where(absence => absence.OverOn < today.AddYears(-YearsKept)).ExecuteDeleteAsync(ct);
        await db.FixPulseAsync(Months.Of(today), scope.GetRequiredService<FieldEncryption>(), ct);
    }

    /// <summary>What is told a week late still counts.</summary>
    private const int DaysToTell = 7;

    private const int YearsKept = 2;
}
