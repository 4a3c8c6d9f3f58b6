using Microsoft.Extensions.Options;
using NodaTime;

namespace Buurtzorg.Billing.Domain;

/// <summary>Section <c>Install</c>.</summary>
internal sealed class InstallSettings : IValidateOptions<InstallSettings>
{
    public string TimeZone { get; init; } = "";

    public ValidateOptionsResult Validate(string? name, InstallSettings options) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(options.TimeZone) is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Install:TimeZone is '{options.TimeZone}'; it must be a zone such as Europe/Amsterdam, because months end there.");
}

/// <summary>The clock and the calendar of the install.</summary>
internal sealed class InstallClock(TimeProvider clock, IOptions<InstallSettings> settings)
{
    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[settings.Value.TimeZone];

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DayOf(Now);

    public DateOnly DayOf(DateTimeOffset instant) => Instant.FromDateTimeOffset(instant).InZone(zone).Date.ToDateOnly();
}
