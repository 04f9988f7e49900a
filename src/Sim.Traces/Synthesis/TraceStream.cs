using System.Globalization;
using MathNet.Numerics.Random;
using Sim.Kernel.Random;

namespace Sim.Traces.Synthesis;

/// <summary>The random numbers of one synthetic VM: the stream <c>vm-N/trace</c>, so that no VM's depend on another's.</summary>
/// <remarks>Being a MathNet source it feeds MathNet's distributions.</remarks>
internal sealed class TraceStream : RandomSource
{
    // Four uniform 16-bit numbers add up to this mean, and to this variance: 4 * (2^32 - 1) / 12.
    private const double SumMean = 4 * 32767.5;
    private const double SumDeviation = 37837.22;

    private readonly RandomStream _stream;

    /// <summary>Starts the stream of one VM.</summary>
    public TraceStream(RandomStreams streams, int vm)
        : base(threadSafe: false)
    {
        _stream = streams[string.Create(CultureInfo.InvariantCulture, $"vm-{vm}/trace")];
    }

    /// <summary>A nearly normal number of mean 0 and variance 1, never beyond 3.5: cheap, and the same on every machine.</summary>
    public double NextNoise()
    {
        ulong bits = _stream.NextBits();
        ulong sum = (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        return (sum - SumMean) / SumDeviation;
    }

    /// <summary>A uniform number in [0, 1).</summary>
    protected override double DoSample() => _stream.NextDouble();
}
