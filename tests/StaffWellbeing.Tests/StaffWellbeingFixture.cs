using Buurtzorg.StaffWellbeing.Tests;
using Buurtzorg.Testing;

[assembly: AssemblyFixture(typeof(StaffWellbeingFixture))]

namespace Buurtzorg.StaffWellbeing.Tests;

public sealed class StaffWellbeingFixture : ServiceFixture<Program>;
