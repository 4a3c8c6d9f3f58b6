using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Data;

internal sealed class StaffWellbeingDb(DbContextOptions<StaffWellbeingDb> options) : ServiceDb(options);
