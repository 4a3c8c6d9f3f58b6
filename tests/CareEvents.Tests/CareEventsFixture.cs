using Buurtzorg.CareEvents.Tests;
using Buurtzorg.Testing;

[assembly: AssemblyFixture(typeof(CareEventsFixture))]

namespace Buurtzorg.CareEvents.Tests;

public sealed class CareEventsFixture : ServiceFixture<Program>;
