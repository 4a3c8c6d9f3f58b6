using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Data;

internal sealed class SocialMapDb(DbContextOptions<SocialMapDb> options) : ServiceDb(options);
