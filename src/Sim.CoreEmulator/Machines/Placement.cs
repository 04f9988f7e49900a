using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Programs;

namespace Sim.CoreEmulator.Machines;

/// <summary>Whether a program fits a machine: its memory and its instruction set.</summary>
internal static class Placement
{
    private const ulong LinuxImageStart = 4 << 20;

    /// <summary>The program where it will lie. A position-independent one is moved to the start of main memory.</summary>
    /// <exception cref="Kernel.InputException">It does not fit.</exception>
    public static ElfFile Place(ElfFile program, MachineOptions options)
    {
        RefuseExtensions(program, options.Extensions);
        if (program.IsInterpreted)
        {
            throw program.Fault("linked dynamically; link it with -static");
        }

        ElfFile placed = program.Header.IsPositionIndependent && program.Lowest < Machine.RamStart
            ? program.MovedBy(Machine.RamStart - (program.Lowest & ~0xFFFUL))
            : program.WithoutHeadersBelow(Machine.RamStart);
        RefuseOverlaps(placed, segment => segment.Physical);
        foreach (ElfSegment segment in placed.Segments)
        {
            RefuseOutside(placed, segment, options.Memory);
        }

        return placed;
    }

    /// <summary>The program where Linux would have it: as linked, or a position-independent one at 4 MiB.</summary>
    /// <exception cref="Kernel.InputException">It does not fit.</exception>
    public static ElfFile PlaceLinux(ElfFile program, MachineOptions options)
    {
        RefuseExtensions(program, options.Extensions);
        if (program.IsInterpreted)
        {
            throw program.Fault("linked dynamically; link it with -static");
        }

        if (options.Harts != 1)
        {
            throw program.Fault("a Linux program runs on one hart; leave --harts out");
        }

        ElfFile placed = program.Header.IsPositionIndependent && program.Lowest < LinuxImageStart ? program.MovedBy(LinuxImageStart) : program;
        RefuseOverlaps(placed, segment => segment.Virtual);
        ElfSegment? outside = placed.Segments.FirstOrDefault(segment => segment.Virtual < LinuxMemory.Page
            || segment.Virtual > LinuxMemory.HighestImage || segment.Size > LinuxMemory.HighestImage - segment.Virtual);
        return outside is null
            ? placed
            : throw program.Fault(string.Create(CultureInfo.InvariantCulture,
                $"its segment at 0x{outside.Virtual:x} with {outside.Size} bytes lies outside of 0x{LinuxMemory.Page:x}..0x{LinuxMemory.HighestImage:x}, where a Linux program must"));
    }

    /// <summary>Refuses a program that was compiled for extensions that are not there.</summary>
    /// <exception cref="Kernel.InputException">It was.</exception>
    public static void RefuseExtensions(ElfFile program, Extensions extensions)
    {
        Extensions wanted = (program.Header.Flags & ElfFile.FlagCompressed) != 0 ? Extensions.C : Extensions.None;
        wanted |= (program.Header.Flags & 6) switch
        {
            2 => Extensions.F,
            4 => Extensions.D,
            6 => throw program.Fault("compiled for quadruple-precision registers (Q), which Sim has not"),
            _ => Extensions.None,
        };
        if (program.Attributes is { } arch && IsaString.TryRead(arch, out Extensions named, out IReadOnlyList<string> unknown))
        {
            wanted |= named;
            if (unknown.Count > 0)
            {
                throw program.Fault($"compiled for {arch}; Sim has no {string.Join(", ", unknown)}");
            }
        }

        wanted &= HartOptions.AllExtensions;
        Extensions missing = wanted & ~extensions;
        if (missing != Extensions.None)
        {
            throw program.Fault($"needs {IsaString.List(missing)}, which --isa {IsaString.Print(extensions)} switches off");
        }
    }

    private static void RefuseOverlaps(ElfFile program, Func<ElfSegment, ulong> place)
    {
        ElfSegment[] ordered = [.. program.Segments.OrderBy(place)];
        for (int i = 1; i < ordered.Length; i++)
        {
            if (place(ordered[i - 1]) + ordered[i - 1].Size > place(ordered[i]))
            {
                throw program.Fault(string.Create(CultureInfo.InvariantCulture,
                    $"its segments at 0x{place(ordered[i - 1]):x} and 0x{place(ordered[i]):x} overlap"));
            }
        }
    }

    private static void RefuseOutside(ElfFile program, ElfSegment segment, ulong memory)
    {
        (ulong start, ulong end) = (segment.Physical, segment.Physical + segment.Size);
        if (start >= Machine.RamStart && start - Machine.RamStart <= memory && segment.Size <= memory - (start - Machine.RamStart))
        {
            return;
        }

        string what = Board.DeviceAt(start, end) is { } device
            ? $"overlaps the device {device}"
            : "lies outside of main memory";
        throw program.Fault(string.Create(CultureInfo.InvariantCulture,
            $"its segment 0x{start:x}..0x{end:x} {what}; main memory is 0x{Machine.RamStart:x}..0x{Machine.RamStart + memory:x}"));
    }
}
