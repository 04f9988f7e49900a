using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sim.Kernel;

/// <summary>Tells the processor which memory is needed next, so that ways to it overlap. Changes no result.</summary>
/// <remarks>Where a model has more rows than caches hold, a run waits for memory most of the time: one row after another.</remarks>
public static class Soon
{
    private const int CacheLine = 64; // bytes

    /// <summary>A row of an array, which may lie across lines, will be needed.</summary>
    public static unsafe void Needed<T>(ref T row)
        where T : struct
    {
        if (Sse.IsSupported)
        {
            ref byte start = ref Unsafe.As<T, byte>(ref row);
            for (int at = 0; at < Unsafe.SizeOf<T>(); at += CacheLine)
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref start, at)));
            }
        }
    }

    /// <summary>The beginning of an object will be needed.</summary>
    public static unsafe void Needed(object item)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((void*)Unsafe.As<object, nint>(ref item));
        }
    }
}
