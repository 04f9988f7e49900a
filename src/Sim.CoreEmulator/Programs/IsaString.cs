using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Sim.CoreEmulator.Isa;
using Sim.Kernel;

namespace Sim.CoreEmulator.Programs;

/// <summary>Instruction sets by name: <c>rv64gch_zba_zbb</c>. Manual, "ISA Extension Naming Conventions".</summary>
internal static class IsaString
{
    // In canonical order: what is known by a letter, then Zi, Zf, Zc, Zb, then what belongs to supervisors.
    private static readonly (string Name, Extensions Extensions)[] Known =
    [
        ("i", Extensions.I), ("m", Extensions.M), ("a", Extensions.A), ("f", Extensions.F), ("d", Extensions.D), ("c", Extensions.C),
        ("s", Extensions.S), ("u", Extensions.U), ("h", Extensions.H),
        ("zicbom", Extensions.Zicbom), ("zicbop", Extensions.Zicbop), ("zicboz", Extensions.Zicboz), ("zicntr", Extensions.Zicntr),
        ("zicond", Extensions.Zicond), ("zicsr", Extensions.Zicsr), ("zifencei", Extensions.Zifencei), ("zihpm", Extensions.Zihpm),
        ("zfh", Extensions.Zfh), ("zfhmin", Extensions.Zfhmin), ("zcb", Extensions.Zcb),
        ("zba", Extensions.Zba), ("zbb", Extensions.Zbb), ("zbc", Extensions.Zbc), ("zbkb", Extensions.Zbkb), ("zbkc", Extensions.Zbkc),
        ("zbkx", Extensions.Zbkx), ("zbs", Extensions.Zbs),
        ("sstc", Extensions.Sstc), ("svadu", Extensions.Svadu), ("svinval", Extensions.Svinval), ("svnapot", Extensions.Svnapot),
        ("svpbmt", Extensions.Svpbmt),
    ];

    // Names for what is known by others, and promises of profiles that ask nothing of this machine.
    private static readonly (string Name, Extensions Extensions)[] Aliases =
    [
        ("g", Extensions.G), ("b", Extensions.Zba | Extensions.Zbb | Extensions.Zbs),
        ("zmmul", Extensions.M), ("zaamo", Extensions.A), ("zalrsc", Extensions.A), ("zca", Extensions.C), ("zcd", Extensions.C | Extensions.D),
        ("zihintpause", Extensions.None), ("zihintntl", Extensions.None), ("ziccif", Extensions.None), ("ziccrse", Extensions.None), ("ziccamoa", Extensions.None), ("zicclsm", Extensions.None), ("zic64b", Extensions.None), ("za64rs", Extensions.None),
        ("za128rs", Extensions.None), ("svbare", Extensions.None), ("ssccptr", Extensions.None), ("sstvecd", Extensions.None), ("sstvala", Extensions.None), ("sscounterenw", Extensions.None),
    ];

    private static readonly (Extensions Has, Extensions Implies)[] Implications =
    [
        (Extensions.Sstc, Extensions.S), (Extensions.Svadu, Extensions.S), (Extensions.Svinval, Extensions.S), (Extensions.Svnapot, Extensions.S),
        (Extensions.Svpbmt, Extensions.S), (Extensions.H, Extensions.S), (Extensions.S, Extensions.U), (Extensions.U, Extensions.Zicsr),
        (Extensions.Zfh, Extensions.Zfhmin), (Extensions.Zfhmin, Extensions.F), (Extensions.D, Extensions.F), (Extensions.F, Extensions.Zicsr),
        (Extensions.Zicntr, Extensions.Zicsr), (Extensions.Zihpm, Extensions.Zicsr), (Extensions.Zcb, Extensions.C),
    ];

    /// <summary>The extensions that a user asks for. Where neither S nor U is named both are there.</summary>
    /// <param name="text">The name.</param>
    /// <param name="option">What it was given as, for messages.</param>
    /// <exception cref="InputException">It names something that is not known, or not RV64I.</exception>
    public static Extensions Parse(string text, string option)
    {
        List<string> names = Names(text) ?? throw new InputException($"{option}: '{text}' given; must begin with rv64i or rv64g, such as rv64gch_zba_zbb");
        Extensions found = Extensions.None;
        foreach (string name in names)
        {
            found |= Lookup(name) ?? throw new InputException($"{option}: '{name}' in '{text}' is no extension that Sim knows; {Hint(name)}");
        }

        if (!found.HasFlag(Extensions.I))
        {
            throw new InputException($"{option}: '{text}' has no I; must begin with rv64i or rv64g");
        }

        return Close((found & (Extensions.S | Extensions.U)) == Extensions.None ? found | Extensions.S | Extensions.U : found);
    }

    /// <summary>What a program was compiled for, names that are not known among it.</summary>
    /// <returns>False when the text makes no sense.</returns>
    public static bool TryRead(string text, out Extensions found, out IReadOnlyList<string> unknown)
    {
        found = Extensions.None;
        List<string> strange = [];
        unknown = strange;
        if (Names(text) is not { } names)
        {
            return false;
        }

        foreach (string name in names)
        {
            if (Lookup(name) is { } known)
            {
                found |= known;
            }
            else
            {
                strange.Add(name);
            }
        }

        found = Close(found);
        return true;
    }

    /// <summary>The canonical name: <c>rv64imafdch_zicsr_zifencei</c>.</summary>
    public static string Print(Extensions extensions)
    {
        StringBuilder text = new("rv64");
        foreach ((string name, Extensions extension) in Known)
        {
            if (extensions.HasFlag(extension) && name is not ("s" or "u"))
            {
                text.Append(name.Length == 1 ? "" : "_").Append(name);
            }
        }

        return text.ToString();
    }

    /// <summary>The names of some extensions, one after the other.</summary>
    public static string List(Extensions extensions) =>
        string.Join(", ", Known.Where(known => extensions.HasFlag(known.Extensions)).Select(known => known.Name.Length == 1 ? known.Name.ToUpperInvariant() : Capital(known.Name)));

    /// <summary>With all that these imply.</summary>
    public static Extensions Close(Extensions extensions)
    {
        foreach ((Extensions has, Extensions implies) in Implications)
        {
            extensions |= extensions.HasFlag(has) ? implies : Extensions.None;
        }

        return extensions;
    }

    private static string Capital(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Extensions? Lookup(string name)
    {
        foreach ((string known, Extensions extensions) in Known.Concat(Aliases))
        {
            if (known == name)
            {
                return extensions;
            }
        }

        return null;
    }

    private static string Hint(string name) =>
        Edits.Nearest(name, Known.Concat(Aliases).Select(known => known.Name).Where(known => known.Length > 1)) is { } nearest && name.Length > 1
            ? $"did you mean '{nearest}'?"
            : "it knows " + string.Join(", ", Known.Select(known => known.Name));

    // Letters up to the first underscore or multi-letter name, then names; each may carry a version such as 2p1.
    private static List<string>? Names(string text)
    {
        string lower = text.ToLowerInvariant();
        if (!lower.StartsWith("rv64", StringComparison.Ordinal) || lower.Length == 4)
        {
            return null;
        }

        List<string> names = [];
        foreach (string part in lower[4..].Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = part;
            while (rest.Length > 0 && !IsLong(rest))
            {
                names.Add(rest[..1]);
                rest = WithoutVersion(rest[1..]);
            }

            if (rest.Length > 0)
            {
                names.Add(LongName(rest));
            }
        }

        return names;
    }

    private static bool IsLong(string rest) => rest.Length > 1 && (rest[0] is 'z' or 'x' || (rest[0] == 's' && rest[1] is >= 'a' and <= 'z' and not 'u' and not 'h'));

    private static string WithoutVersion(string rest)
    {
        int at = Digits(rest, 0);
        if (at == 0)
        {
            return rest;
        }

        int minor = at < rest.Length && rest[at] == 'p' ? Digits(rest, at + 1) : at;
        return rest[(minor > at + 1 ? minor : at)..];
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    // A version stands at the end: zicsr2p0. zic64b ends in no digit.
    private static string LongName(string text)
    {
        int end = text.Length;
        while (end > 0 && char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }

        if (end == text.Length || end < 2 || text[end - 1] != 'p' || !char.IsAsciiDigit(text[end - 2]))
        {
            return text[..end];
        }

        end--;
        while (end > 0 && char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }
}
