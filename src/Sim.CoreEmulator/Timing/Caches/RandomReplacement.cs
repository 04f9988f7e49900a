using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Any line gives way: a linear-feedback shift register says which, as in Rocket's caches.</summary>
[Plugin("random", "Any line gives way, by a shift register of 16 bits.", Source = "rocket-chip, util/Replacement.scala")]
public sealed class RandomReplacement : IReplacementPolicy
{
    private const uint Taps = 0xB400;
    private uint _register = 1;
    private int _ways;

    /// <inheritdoc/>
    public void Start(int sets, int ways) => _ways = ways;

    /// <inheritdoc/>
    public void Touched(int set, int way)
    {
    }

    /// <inheritdoc/>
    public void Filled(int set, int way, bool isPrefetch)
    {
    }

    /// <inheritdoc/>
    public int Victim(int set)
    {
        _register = (_register >> 1) ^ ((_register & 1) != 0 ? Taps : 0);
        return (int)(_register % (uint)_ways);
    }
}
