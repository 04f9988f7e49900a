using System;
using System.Numerics;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.CoreEmulator.Memory;

/// <summary>Physical memory protection: which accesses to physical memory a hart may make. Privileged manual, section of that name.</summary>
/// <remarks>Only entries that match something are kept, as ranges, so that a check is a short loop. The granularity is 4 bytes.</remarks>
internal sealed unsafe class PhysicalMemoryProtection(Hart hart)
{
    /// <summary>R: loads.</summary>
    public const byte Read = 1;

    /// <summary>W: stores.</summary>
    public const byte Write = 2;

    /// <summary>X: instruction fetches.</summary>
    public const byte Execute = 4;

    /// <summary>L: the entry holds for M mode too, and stays.</summary>
    public const byte Lock = 0x80;

    /// <summary>The bits of pmpaddr: bits 55:2 of an address.</summary>
    public const ulong AddressMask = (1UL << 54) - 1;

    private const int Matching = 0x18;
    private const int TopOfRange = 0x08;
    private const int NaturallyAlignedFour = 0x10;
    private const ulong PageMask = 4095;

    private readonly ulong[] _first = new ulong[CsrState.PmpLimit];
    private readonly ulong[] _last = new ulong[CsrState.PmpLimit];
    private readonly byte[] _configurations = new byte[CsrState.PmpLimit];
    private int _count;

    /// <summary>What an entry's configuration byte becomes when this is written to it: W without R is reserved.</summary>
    public static byte LegalConfiguration(byte value)
    {
        byte known = (byte)(value & (Read | Write | Execute | Matching | Lock));
        return (known & Read) == 0 ? (byte)(known & ~Write) : known;
    }

    /// <summary>Whether an entry begins at the address of the one before.</summary>
    public static bool IsTopOfRange(byte configuration) => (configuration & Matching) == TopOfRange;

    /// <summary>Takes the entries from the registers anew.</summary>
    public void Changed()
    {
        _count = 0;
        for (int i = 0; i < hart.Options.PmpEntries; i++)
        {
            byte configuration = hart.Csrs.State.PmpConfiguration[i];
            if (TryRange(i, configuration, out ulong first, out ulong last))
            {
                _first[_count] = first;
                _last[_count] = last;
                _configurations[_count++] = configuration;
            }
        }
    }

    /// <summary>Whether an access is allowed.</summary>
    /// <param name="physical">Its first byte.</param>
    /// <param name="size">Its bytes, all in one page.</param>
    /// <param name="access">What it wants.</param>
    /// <param name="privilege">Who makes it.</param>
    /// <param name="wholePage">Whether every access to this page would end the same way.</param>
    public bool Allows(ulong physical, int size, AccessType access, Privilege privilege, out bool wholePage)
    {
        wholePage = true;
        ulong last = physical + (ulong)size - 1;
        ulong page = physical & ~PageMask;
        for (int i = 0; i < _count; i++)
        {
            if (_first[i] <= page && _last[i] >= page + PageMask)
            {
                return Permits(_configurations[i], access, privilege);
            }

            wholePage &= _first[i] > page + PageMask || _last[i] < page;
            if (_first[i] <= last && _last[i] >= physical)
            {
                // The entry of highest priority that matches any byte must match them all.
                return _first[i] <= physical && _last[i] >= last && Permits(_configurations[i], access, privilege);
            }
        }

        return privilege == Privilege.Machine || hart.Options.PmpEntries == 0;
    }

    /// <summary>The addresses around an access to which all that holds for it applies too.</summary>
    public void Surroundings(ulong physical, int size, out ulong first, out ulong last)
    {
        first = 0;
        last = ulong.MaxValue;
        ulong end = physical + (ulong)size - 1;
        for (int i = 0; i < _count; i++)
        {
            if (_first[i] <= end && _last[i] >= physical)
            {
                first = Math.Max(first, _first[i]);
                last = Math.Min(last, _last[i]);
                return;
            }

            if (_last[i] < physical)
            {
                first = Math.Max(first, _last[i] + 1);
            }
            else
            {
                last = Math.Min(last, _first[i] - 1);
            }
        }
    }

    private static bool Permits(byte configuration, AccessType access, Privilege privilege)
    {
        int wanted = access switch
        {
            AccessType.Load => Read,
            AccessType.Store => Write,
            AccessType.Fetch => Execute,
            _ => Read | Execute,
        };
        return (configuration & wanted) == wanted || (privilege == Privilege.Machine && (configuration & Lock) == 0);
    }

    private bool TryRange(int entry, byte configuration, out ulong first, out ulong last)
    {
        ulong address = hart.Csrs.State.PmpAddress[entry];
        first = 0;
        last = 0;
        switch (configuration & Matching)
        {
            case 0:
                return false;
            case TopOfRange:
                first = entry == 0 ? 0 : hart.Csrs.State.PmpAddress[entry - 1] << 2;
                last = (address << 2) - 1;
                return first < address << 2;
            case NaturallyAlignedFour:
                first = address << 2;
                last = first + 3;
                return true;
            default:
                // As many ones as the address ends in, so many times twice eight bytes.
                ulong size = 8UL << Math.Min(BitOperations.TrailingZeroCount(~address), 54);
                first = (address << 2) & ~(size - 1);
                last = first + size - 1;
                return true;
        }
    }
}
