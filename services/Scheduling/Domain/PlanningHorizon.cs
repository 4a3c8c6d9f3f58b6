using System.Diagnostics.CodeAnalysis;
using Buurtzorg.Platform;

namespace Buurtzorg.Scheduling.Domain;

/// <summary>Catches a mistyped year before it reaches a roster or a bill.</summary>
internal static class PlanningHorizon
{
    private const int YearsBack = 5;
    private const int YearsAhead = 2;

    public static bool Excludes(DateTimeOffset instant, DateTimeOffset now, [NotNullWhen(true)] out Refusal? refusal)
    {
        var within = instant >= now.AddYears(-YearsBack) && instant <= now.AddYears(YearsAhead);
        refusal = within ? null : Refusal.Invalid("outside-the-roster",
            $"A visit lies at most {YearsAhead} years ahead and {YearsBack} years back; check the year {instant.Year}.");
        return !within;
    }
}
