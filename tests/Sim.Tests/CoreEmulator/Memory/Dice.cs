namespace Sim.Tests.CoreEmulator.Memory;

/// <summary>Numbers that follow from a seed alone (SplitMix64).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        unchecked
        {
            ulong z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>0 to n-1.</summary>
    public int Below(int n) => (int)(Next() % (ulong)n);

    /// <summary>True once in n times.</summary>
    public bool Once(int n) => Below(n) == 0;
}
