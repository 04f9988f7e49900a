using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Sim.CoreEmulator.Programs;

/// <summary>The names of a program's addresses, both ways.</summary>
internal sealed class SymbolTable
{
    private readonly Symbol[] _byAddress;
    private readonly Symbol[] _byName;

    /// <summary>Of symbols in any order. Of several with a name the first counts.</summary>
    public SymbolTable(IEnumerable<Symbol> symbols)
    {
        Symbol[] all = [.. symbols];
        _byAddress = [.. all.OrderBy(symbol => symbol.Address).ThenBy(symbol => symbol.IsFunction)];
        _byName = [.. all.OrderBy(symbol => symbol.Name, StringComparer.Ordinal)];
    }

    /// <summary>No names.</summary>
    public static SymbolTable Empty { get; } = new([]);

    /// <summary>By address; of several at an address functions come last.</summary>
    public IReadOnlyList<Symbol> All => _byAddress;

    /// <summary>The symbol of a name; null where there is none.</summary>
    public Symbol? Find(string name)
    {
        int at = FirstAtLeast(_byName.Length, i => string.CompareOrdinal(_byName[i].Name, name) >= 0);
        return at < _byName.Length && _byName[at].Name == name ? _byName[at] : null;
    }

    /// <summary>The last symbol at or below an address; null where none is.</summary>
    public Symbol? Nearest(ulong address)
    {
        int at = FirstAtLeast(_byAddress.Length, i => _byAddress[i].Address > address);
        return at > 0 ? _byAddress[at - 1] : null;
    }

    /// <summary><c>main+0x12</c>; an empty text where no symbol lies below, or the nearest is known to end before.</summary>
    public string Name(ulong address)
    {
        if (Nearest(address) is not { } symbol)
        {
            return "";
        }

        ulong offset = address - symbol.Address;
        bool isBeyond = symbol.Size != 0 ? offset >= symbol.Size : offset >= 1 << 20;
        return (isBeyond, offset) switch
        {
            (true, _) => "",
            (_, 0) => symbol.Name,
            _ => string.Create(CultureInfo.InvariantCulture, $"{symbol.Name}+0x{offset:x}"),
        };
    }

    /// <summary>The address that a user names: that of a symbol, or a hexadecimal number; null for neither.</summary>
    public ulong? Locate(string text)
    {
        if (Find(text) is { } symbol)
        {
            return symbol.Address;
        }

        bool hasPrefix = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        return ulong.TryParse(hasPrefix ? text[2..] : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong address) ? address : null;
    }

    /// <summary><c>0x80000012 (main+0x12)</c>.</summary>
    public string Place(ulong address)
    {
        string name = Name(address);
        return string.Create(CultureInfo.InvariantCulture, $"0x{address:x}{(name.Length == 0 ? "" : $" ({name})")}");
    }

    private static int FirstAtLeast(int count, Func<int, bool> holds)
    {
        (int low, int high) = (0, count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = holds(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
