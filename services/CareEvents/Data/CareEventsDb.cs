using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Data;

internal sealed class CareEventsDb(DbContextOptions<CareEventsDb> options) : ServiceDb(options);
