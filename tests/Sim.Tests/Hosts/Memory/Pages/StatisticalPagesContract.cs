using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Pages;

namespace Sim.Tests.Hosts.Memory.Pages;

/// <summary><see cref="StatisticalPages"/> keeps what every store promises; its own cases are elsewhere.</summary>
internal sealed class StatisticalPagesContract : PageStoreContract
{
    protected override IPageStore Make(double machine, MemoryHostOptions options) => new StatisticalPages(machine, options);
}
