using System;
using System.Globalization;
using Sim.CoreEmulator.Debugging;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Programs;
using Sim.Kernel;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>A place in a program where a region begins or ends: an address, or any marker of a number.</summary>
internal readonly record struct RegionPoint
{
    private const string MarkerPrefix = "marker:";
    private const uint SetLessThanImmediate = 0x2013;
    private const int ImmediateShift = 20;
    private const int LastMarker = 0x7FF;

    /// <summary>The address; 0 for a marker.</summary>
    public ulong Address { get; private init; }

    /// <summary>The instruction of a marker; 0 for an address.</summary>
    public uint Instruction { get; private init; }

    /// <summary>An address.</summary>
    public static RegionPoint At(ulong address) => new() { Address = address };

    /// <summary>A marker of <see cref="Markers"/>.</summary>
    public static RegionPoint Marker(int number) => new() { Instruction = ((uint)number << ImmediateShift) | SetLessThanImmediate };

    /// <summary>Reads a place as users give it: a symbol, a hexadecimal address, <c>marker:N</c>.</summary>
    /// <param name="program">The program.</param>
    /// <param name="option">The option, for messages.</param>
    /// <param name="text">What was given.</param>
    /// <exception cref="InputException">It is none of these.</exception>
    public static RegionPoint Parse(ElfFile program, string option, string text)
    {
        if (program.Symbols.Locate(text) is { } address)
        {
            return At(address);
        }

        if (text.StartsWith(MarkerPrefix, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(MarkerPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int marker) && marker is > 0 and <= LastMarker)
        {
            return Marker(marker);
        }

        throw new InputException($"{option}: '{text}' is neither a symbol of the program, nor a hexadecimal address, nor marker:N with N from 1 to {LastMarker.ToString(CultureInfo.InvariantCulture)}");
    }

    /// <summary>Whether a hart is about to execute it.</summary>
    public unsafe bool IsAt(Hart hart) => Instruction != 0 ? Decoded.At(hart).Bits == Instruction : hart.State->Pc == Address;
}
