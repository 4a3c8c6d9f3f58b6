using Microsoft.Extensions.Options;
using NodaTime;

namespace Buurtzorg.SocialMap.Domain;

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

    public DateOnly Today(TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(Zone).Date.ToDateOnly();
}
