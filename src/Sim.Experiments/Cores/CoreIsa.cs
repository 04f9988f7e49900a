using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;

namespace Sim.Experiments.Cores;

/// <summary>The instruction set of a core: what its key <c>isa</c> says.</summary>
internal static class CoreIsa
{
    /// <summary>Its extensions; everything where the key is left out.</summary>
    /// <exception cref="InputException">The key names something unknown.</exception>
    public static Extensions Of(CoreConfiguration core) => core.Isa.Length == 0 ? HartOptions.AllExtensions : IsaString.Parse(core.Isa, $"core {core.Name}");
}
