using System;
using System.IO;
using System.IO.Compression;

namespace Sim.Traces.Input;

/// <summary>One file of a trace: a file by itself, one of a folder, or one packed in an archive.</summary>
/// <param name="name">Its path within the folder or archive, with <c>/</c>; for a file by itself, its name.</param>
/// <param name="display">How faults name it: <c>days.tar.gz!20110303/a</c>.</param>
/// <param name="open">Opens its raw bytes; an entry of an archive can be opened once, before the next is asked for.</param>
public sealed class TraceEntry(string name, string display, Func<Stream> open)
{
    private const string Gzip = ".gz";

    private static readonly string[] Extensions = [Gzip, ".csv", ".txt", ".tsv"];

    /// <summary>Its path within the folder or archive; for a file by itself, its name.</summary>
    public string Name { get; } = name;

    /// <summary>How faults name it.</summary>
    public string Display { get; } = display;

    /// <summary>Its path without the extensions <c>.gz</c>, <c>.csv</c>, <c>.txt</c>, <c>.tsv</c>: the VM's name in formats of one file a VM.</summary>
    public string Stem { get; } = WithoutExtensions(name);

    /// <summary>The last part of <see cref="Name"/>.</summary>
    public string FileName => Name[(Name.LastIndexOf('/') + 1)..];

    /// <summary>Opens its text, unpacking it where its name ends in <c>.gz</c>.</summary>
    public Stream Open()
    {
        Stream raw = open();
        return Name.EndsWith(Gzip, StringComparison.OrdinalIgnoreCase) ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    private static string WithoutExtensions(string name)
    {
        foreach (string extension in Extensions)
        {
            if (name.Length > extension.Length && name.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            {
                name = name[..^extension.Length];
            }
        }

        return name;
    }
}
