using System.Numerics;
using MathNet.Numerics.Random;

namespace Sim.Traces.Synthesis;

/// <summary>The random numbers of one synthetic VM: xoshiro256** keyed by (seed, VM), so that no VM's depend on another's.</summary>
/// <remarks>
/// The generator is Blackman and Vigna's xoshiro256** 1.0 (ACM TOMS 47(4), 2021), filled by SplitMix64 (Steele, Lea and
/// Flood, OOPSLA 2014). Being a MathNet source it feeds MathNet's distributions.
/// </remarks>
internal sealed class TraceStream : RandomSource
{
    private const double Unit = 1.0 / (1UL << 53);
    private const ulong Golden = 0x9e37_79b9_7f4a_7c15;

    // Any odd number keeps VMs apart; this one is a good multiplier (Steele and Vigna, 2021).
    private const ulong Odd = 0xd134_2543_de82_ef95;

    // Four uniform 16-bit numbers add up to this mean, and to this variance: 4 * (2^32 - 1) / 12.
    private const double SumMean = 4 * 32767.5;
    private const double SumDeviation = 37837.22;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Starts the stream of one VM.</summary>
    public TraceStream(ulong seed, ulong vm)
        : base(threadSafe: false)
    {
        unchecked
        {
            ulong state = Mix(seed + Golden) ^ (vm * Odd);
            _a = Mix(state + Golden);
            _b = Mix(state + (2 * Golden));
            _c = Mix(state + (3 * Golden));
            _d = Mix(state + (4 * Golden));
        }
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>A nearly normal number of mean 0 and variance 1, never beyond 3.5: cheap, and the same on every machine.</summary>
    public double NextNoise()
    {
        ulong bits = NextBits();
        ulong sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        return (sum - SumMean) / SumDeviation;
    }

    /// <summary>A uniform number in [0, 1).</summary>
    protected override double DoSample() => (NextBits() >> 11) * Unit;

    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xbf58_476d_1ce4_e5b9;
            value = (value ^ (value >> 27)) * 0x94d0_49bb_1331_11eb;
            return value ^ (value >> 31);
        }
    }
}
