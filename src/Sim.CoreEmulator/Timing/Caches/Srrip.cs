using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Lines are expected back after a long time until they are used: what is read once leaves first.</summary>
[Plugin("srrip", "Static re-reference interval prediction, two bits.", Source = "Jaleel et al., ISCA 2010")]
public sealed class Srrip : IReplacementPolicy
{
    private readonly ReReference _lines = new();

    /// <inheritdoc/>
    public void Start(int sets, int ways) => _lines.Start(sets, ways);

    /// <inheritdoc/>
    public void Touched(int set, int way) => _lines.Set(set, way, 0);

    /// <inheritdoc/>
    public void Filled(int set, int way, bool isPrefetch) => _lines.Set(set, way, isPrefetch ? ReReference.Distant : ReReference.Long);

    /// <inheritdoc/>
    public int Victim(int set) => _lines.Victim(set);
}
