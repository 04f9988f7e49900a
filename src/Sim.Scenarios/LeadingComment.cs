using System;
using System.Collections.Generic;

namespace Sim.Scenarios;

/// <summary>The comment at the head of a scenario: the question it answers.</summary>
internal static class LeadingComment
{
    /// <summary>The first paragraph of the comment on one line, without <c>#</c> and an opening <c>Question:</c>; empty where there is none.</summary>
    public static string Of(string text)
    {
        List<string> parts = [];
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> trimmed = line.Trim();
            if (trimmed.Length == 0 && parts.Count == 0)
            {
                continue;
            }

            ReadOnlySpan<char> words = trimmed.TrimStart('#').Trim();
            if (trimmed.Length == 0 || trimmed[0] != '#' || words.Length == 0)
            {
                break;
            }

            // Editors read this line to find the schema; it is no question.
            if (!words.StartsWith("yaml-language-server:", StringComparison.Ordinal))
            {
                parts.Add(words.ToString());
            }
        }

        string question = string.Join(' ', parts);
        const string Opening = "Question:";
        return question.StartsWith(Opening, StringComparison.OrdinalIgnoreCase) ? question[Opening.Length..].TrimStart() : question;
    }
}
