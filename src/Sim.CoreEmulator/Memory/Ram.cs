using System;
using System.Runtime.InteropServices;
using Sim.CoreEmulator.Execution;

namespace Sim.CoreEmulator.Memory;

/// <summary>A stretch of main memory. The host gives pages to it when they are first touched.</summary>
internal sealed unsafe class Ram : IDisposable
{
    private const int PageBits = 12;

    /// <summary>Zeroed memory at a physical address.</summary>
    /// <param name="start">Physical address, a multiple of 4 KiB.</param>
    /// <param name="size">Bytes, a multiple of 4 KiB.</param>
    public Ram(ulong start, ulong size)
    {
        Start = start;
        Size = size;
        Host = (byte*)NativeMemory.AllocZeroed((nuint)size);
        Code = new CodePage?[size >> PageBits];
    }

    /// <summary>Frees the memory of one that was not disposed of.</summary>
    ~Ram() => Free();

    /// <summary>Its first physical address.</summary>
    public ulong Start { get; }

    /// <summary>Its bytes.</summary>
    public ulong Size { get; }

    /// <summary>Where the host keeps it.</summary>
    public byte* Host { get; private set; }

    /// <summary>What was decoded, by page.</summary>
    public CodePage?[] Code { get; }

    /// <summary>Whether all of an access lies in it.</summary>
    public bool Holds(ulong physical, ulong size) => physical - Start < Size && physical - Start + size <= Size;

    /// <summary>The host's address of a physical address in it.</summary>
    public byte* At(ulong physical) => Host + (physical - Start);

    /// <summary>The page of a physical address in it.</summary>
    public int PageOf(ulong physical) => (int)((physical - Start) >> PageBits);

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(Host);
        Host = null;
    }
}
