using System.Numerics;

namespace Sim.CoreEmulator.Floating;

/// <summary>A format in which the host computes as well.</summary>
/// <typeparam name="THost">The host's type of this format.</typeparam>
internal interface IHostFormat<THost> : IFormat
    where THost : struct, IBinaryFloatingPointIeee754<THost>
{
    /// <summary>The number of these bits.</summary>
    static abstract THost ToHost(ulong bits);

    /// <summary>The bits of this number.</summary>
    static abstract ulong FromHost(THost value);
}
