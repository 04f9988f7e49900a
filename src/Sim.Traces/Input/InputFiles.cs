using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Sim.Kernel.Results;

namespace Sim.Traces.Input;

/// <summary>Sizes and hashes of what was read, for the run's manifest.</summary>
public static class InputFiles
{
    /// <summary>The size and SHA-256 of a trace; a folder's hash is that of a list of its files.</summary>
    /// <remarks>
    /// The list has a line for each file in ordinal order of paths: its hash, two spaces, its path: what
    /// <c>sha256sum</c> prints for them in that order. Packed files are hashed as they lie.
    /// </remarks>
    /// <exception cref="Sim.Kernel.InputException">A file cannot be read.</exception>
    public static InputFile Of(TraceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Directory.Exists(input.Path) ? OfFolder(input) : OfFile(input.Path);
    }

    private static InputFile OfFile(string path) => Damaged.Guard(path, () =>
    {
        using FileStream stream = File.OpenRead(path);
        return new InputFile(path, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    });

    private static InputFile OfFolder(TraceInput input)
    {
        InputFile[] files = [.. input.Entries().Select(entry => OfFile(entry.Display) with { Path = entry.Name })];
        string list = string.Concat(files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Sha256}  {file.Path}\n")));
        byte[] hash = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(list));
        return new InputFile(input.Path, files.Sum(file => file.Bytes), Convert.ToHexStringLower(hash));
    }
}
