using System.Globalization;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Buurtzorg.Scheduling.Domain;

/// <summary>The time on the walls of the neighbourhood: section <c>Install</c>, key <c>TimeZone</c>.</summary>
internal sealed class InstallTimeZone
{
    public string? TimeZone { get; init; }

    public bool Exists => TimeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is not null;

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone!];

    public static void Add(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<InstallTimeZone>().BindConfiguration("Install")
            .Validate(install => install.Exists, "Install:TimeZone does not name a time zone; give one of the IANA database, such as Europe/Amsterdam.");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<InstallTimeZone>>().Value);
    }

    public DateOnly DayOf(DateTimeOffset instant) => Local(instant).Date.ToDateOnly();

    public DateTimeOffset StartOf(DateOnly day) => Zone.AtStartOfDay(LocalDate.FromDateOnly(day)).ToDateTimeOffset().ToUniversalTime();

    public string Say(VisitTime time)
    {
        var (start, end) = (Local(time.Start), Local(time.End));
        var endFormat = start.Date == end.Date ? "HH:mm" : "yyyy-MM-dd HH:mm";
        return string.Create(CultureInfo.InvariantCulture, $"{start.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}-{end.ToString(endFormat, CultureInfo.InvariantCulture)}");
    }

    private LocalDateTime Local(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(Zone).LocalDateTime;
}
